import type { AzureAnswer, AzureClient } from './azure-client';
import { makeServerIdentity } from './server/certificate-authority';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD } from '.';
import { asList, asObject, asText } from './server/json';

const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCES = ['api://AzureADTokenExchange'];
const INVALID_END = 'KeyCredentialsInvalidEndDate';
const DENIED = 'Authorization_RequestDenied';

let emulator: AzureEmulator;
/** Application.ReadWrite.OwnedBy only: what a pipeline should have. */
let owner: AzureClient;
/** Application.ReadWrite.All and Directory.Read.All. */
let directoryPipeline: AzureClient;

beforeAll(async () => {
  emulator = await AzureEmulator.start({ world: EXAMPLE_WORLD });
  owner = emulator.client('Identity pipeline');
  directoryPipeline = emulator.client('Directory pipeline');
});

afterAll(async () => {
  await emulator.stop();
});

describe('access', () => {
  test.each<[string, () => Promise<AzureAnswer>, number, string]>([
    ['no token', () => emulator.client().graph('GET', '/applications'), 401, 'InvalidAuthenticationToken'],
    ['token for another API', () => sendWith('resource-manager'), 401, 'InvalidAuthenticationToken'],
    ['expired token', () => sendWith('microsoft-graph', -3600), 401, 'InvalidAuthenticationToken'],
    ['no permission', () => emulator.client('PEC-Automation').graph('GET', '/applications'), 403, DENIED],
    ['no permission to create', () => create(emulator.client('PEC-Automation'), 'New'), 403, DENIED],
    ['no permission to read people', () => owner.graph('GET', `/users/${id('Olaf Operator')}`), 403, DENIED],
  ])('refused: %s', async (_, call, status, code) => {
    expectRefusal(await call(), status, code);
  });

  test('a person with the role of an administrator needs no permission', async () => {
    const answer = await create(emulator.client('Ada Administrator'), 'Made by Ada');

    expect(answer.status).toBe(201);
  });
});

describe('applications', () => {
  test('create, read, rename, find, delete', async () => {
    const created = await create(owner, 'Temporary');
    const path = `/applications/${asText(created.body.id)}`;
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ displayName: 'Temporary', signInAudience: 'AzureADMyOrg' });

    expect((await owner.graph('PATCH', path, { displayName: 'Renamed' })).status).toBe(204);
    expect((await owner.graph('GET', path)).body.displayName).toBe('Renamed');
    const found = await owner.graph('GET', "/applications?$filter=displayName eq 'Renamed'".replaceAll(' ', '%20'));
    expect(asList(found.body.value)).toHaveLength(1);

    expect((await owner.graph('DELETE', path)).status).toBe(204);
    expectRefusal(await owner.graph('GET', path), 404, 'Request_ResourceNotFound');
  });

  test('two may have the same display name', async () => {
    expect((await create(owner, 'Twin')).status).toBe(201);
    expect((await create(owner, 'Twin')).status).toBe(201);
  });

  test.each<[string, object]>([
    ['no display name', {}],
    ['empty display name', { displayName: '' }],
    ['a client id of one’s own', { displayName: 'x', appId: EXAMPLE.fabrikam.operators }],
  ])('refused: %s', async (_, body) => {
    expectRefusal(await owner.graph('POST', '/applications', body), 400, 'Request_BadRequest');
  });

  test('an unknown filter is refused and not ignored', async () => {
    expectRefusal(await owner.graph('GET', '/applications?$filter=tags/any()'), 400, 'Request_BadRequest');
  });
});

describe('owners', () => {
  test('the least permission makes the caller an owner, and changes only what the caller owns', async () => {
    const foreign = await create(directoryPipeline, 'Foreign');
    const own = await create(owner, 'Own');

    expect(await ownersOf(own)).toEqual([id('Identity pipeline')]);
    expect(await ownersOf(foreign)).toEqual([]);
    expectRefusal(await owner.graph('PATCH', pathOf(foreign), { displayName: 'x' }), 403, DENIED);
    expectRefusal(await owner.graph('DELETE', pathOf(foreign)), 403, DENIED);
    expect((await owner.graph('GET', pathOf(foreign))).status).toBe(200);
  });

  test('who is removed as owner cannot repair it', async () => {
    const own = await create(owner, 'Lost');
    const reference = `${pathOf(own)}/owners/${id('Identity pipeline')}/$ref`;

    expect((await owner.graph('DELETE', reference)).status).toBe(204);
    expectRefusal(await createPrincipal(owner, own), 403, DENIED);
    expectRefusal(await owner.graph('POST', `${pathOf(own)}/addPassword`, {}), 403, DENIED);
    expectRefusal(await addOwner(owner, own, 'Identity pipeline'), 403, DENIED);
  });

  test('owners are bound at creation; a person only by who can read people', async () => {
    const bind = (client: AzureClient, ...names: string[]) =>
      create(client, 'Bound', { 'owners@odata.bind': names.map(reference) });

    expect(await ownersOf(await bind(directoryPipeline, 'Olaf Operator', 'Identity pipeline'))).toEqual(
      expect.arrayContaining([id('Olaf Operator'), id('Identity pipeline')]),
    );
    expectRefusal(await bind(owner, 'Olaf Operator'), 403, DENIED);
    expectRefusal(await bind(owner, 'Fabrikam operators'), 400, 'Request_BadRequest');
  });

  test('an owner with the least permission cannot add others', async () => {
    const own = await create(owner, 'Guarded');

    expectRefusal(await addOwner(owner, own, 'PEC-Automation'), 403, DENIED);
    expect((await addOwner(directoryPipeline, own, 'PEC-Automation')).status).toBe(204);
    expectRefusal(await addOwner(directoryPipeline, own, 'PEC-Automation'), 400, 'Request_BadRequest');
  });
});

describe('service principals', () => {
  test('one for each application, and gone with it', async () => {
    const application = await create(owner, 'With principal');
    const principal = await createPrincipal(owner, application);
    expect(principal.status).toBe(201);
    expect(principal.body).toMatchObject({ appId: application.body.appId, displayName: 'With principal' });

    const again = await createPrincipal(owner, application);
    expectRefusal(again, 409, 'Request_MultipleObjectsWithSameKeyValue');

    const filter = `/servicePrincipals?$filter=appId%20eq%20'${asText(application.body.appId)}'`;
    expect(asList((await owner.graph('GET', filter)).body.value)).toHaveLength(1);

    await owner.graph('DELETE', pathOf(application));
    expect((await owner.graph('GET', `/servicePrincipals/${asText(principal.body.id)}`)).status).toBe(404);
  });

  test('refused: no such application', async () => {
    const answer = await owner.graph('POST', '/servicePrincipals', { appId: EXAMPLE.fabrikam.operators });

    expectRefusal(answer, 400, 'Request_BadRequest');
    expect(answer.message).toContain('does not reference a valid application object');
    expect(asObject(answer.body.error).details).toEqual([
      { code: 'NoBackingApplicationObject', message: answer.message, target: 'appId' },
    ]);
  });

  test('one that is disabled cannot sign in any more', async () => {
    const application = await create(owner, 'Switched off');
    const principal = await createPrincipal(owner, application);
    const secret = await owner.graph('POST', `${pathOf(application)}/addPassword`, {});
    const form = { client_id: asText(application.body.appId), client_secret: asText(secret.body.secretText) };
    expect((await owner.token(EXAMPLE.fabrikam.tenantId, form)).status).toBe(200);

    const path = `/servicePrincipals/${asText(principal.body.id)}`;
    expect((await owner.graph('PATCH', path, { accountEnabled: false })).status).toBe(204);
    expect((await owner.graph('GET', path)).body).toMatchObject({ accountEnabled: false });
    expectRefusal(await owner.graph('PATCH', path, { appId: 'x' }), 400, 'Request_BadRequest');
    expect((await owner.token(EXAMPLE.fabrikam.tenantId, form)).code).toBe('AADSTS7000112');
  });
});

describe('client secrets', () => {
  test('are shown once, and work until they are removed', async () => {
    const application = await create(owner, 'Secretive');
    await createPrincipal(owner, application);
    const secret = await owner.graph('POST', `${pathOf(application)}/addPassword`, {
      passwordCredential: { displayName: 'first' },
    });
    const form = { client_id: asText(application.body.appId), client_secret: asText(secret.body.secretText) };
    const listed = asList((await owner.graph('GET', pathOf(application))).body.passwordCredentials).map(asObject);
    expect(listed).toMatchObject([{ keyId: secret.body.keyId, displayName: 'first', secretText: null }]);
    expect((await owner.token(EXAMPLE.fabrikam.tenantId, form)).status).toBe(200);

    const removal = { keyId: secret.body.keyId };
    expect((await owner.graph('POST', `${pathOf(application)}/removePassword`, removal)).status).toBe(204);
    expect((await owner.token(EXAMPLE.fabrikam.tenantId, form)).code).toBe('AADSTS7000215');
    expectRefusal(
      await owner.graph('POST', `${pathOf(application)}/removePassword`, removal),
      400,
      'Request_BadRequest',
    );
  });
});

describe('certificates', () => {
  const entry = (change: object = {}) => ({
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    displayName: 'pipeline',
    key: certificate,
    ...change,
  });
  let certificate: string;

  beforeAll(async () => {
    certificate = await anyCertificate();
  });

  test('come without their key when read, and stay when sent back without it', async () => {
    const application = await create(owner, 'Certified');
    expect((await owner.graph('PATCH', pathOf(application), { keyCredentials: [entry()] })).status).toBe(204);
    const { keyCredentials } = (await owner.graph('GET', pathOf(application))).body;
    expect(keyCredentials).toMatchObject([{ displayName: 'pipeline', usage: 'Verify', key: null }]);

    expect((await owner.graph('PATCH', pathOf(application), { keyCredentials })).status).toBe(204);
    expect((await owner.graph('GET', pathOf(application))).body.keyCredentials).toEqual(keyCredentials);
  });

  test('may come with the id of their application, as azuread sends them, and with no other', async () => {
    const application = await create(owner, 'Named twice');
    const update = (id: unknown) => owner.graph('PATCH', pathOf(application), { id, keyCredentials: [entry()] });
    expect((await update(application.body.id)).status).toBe(204);
    expectRefusal(await update('f0000000-0000-4000-8000-0000000000ff'), 400, 'Request_BadRequest');
  });

  test.each<[string, () => unknown, string]>([
    ['no certificate', () => [entry({ key: 'Z3Vlc3M=' })], 'KeyCredentialsInvalidValue'],
    ['one that outlives its certificate', () => [entry({ endDateTime: '2099-01-01T00:00:00Z' })], INVALID_END],
    ['no list', () => entry(), 'Request_BadRequest'],
  ])('refused: %s', async (_, keyCredentials, code) => {
    const application = await create(owner, 'Uncertified');
    const answer = await owner.graph('PATCH', pathOf(application), { keyCredentials: keyCredentials() });

    expectRefusal(answer, 400, code);
  });
});

test('people, groups and the organization can be read with the permission for it', async () => {
  const read = (path: string) => directoryPipeline.graph('GET', path);

  expect((await read(`/users/${id('Olaf Operator')}`)).body.displayName).toBe('Olaf Operator');
  expect((await read(`/groups/${id('Fabrikam operators')}`)).body.displayName).toBe('Fabrikam operators');
  expectRefusal(await read(`/users/${id('Fabrikam operators')}`), 404, 'Request_ResourceNotFound');
  expect((await read(`/directoryObjects/${id('PEC-Automation')}`)).body.displayName).toBe('PEC-Automation');
  expect((await read('/organization')).body.value).toEqual([
    { id: EXAMPLE.fabrikam.tenantId, displayName: 'Fabrikam' },
  ]);
});

describe('federated credentials', () => {
  const credential = {
    name: 'github',
    issuer: ISSUER,
    subject: 'repo:fabrikam/azure:environment:a',
    audiences: AUDIENCES,
  };
  let path: string;

  beforeAll(async () => {
    path = `${pathOf(await create(owner, 'Federated'))}/federatedIdentityCredentials`;
    expect((await owner.graph('POST', path, credential)).status).toBe(201);
  });

  test.each<[string, object, number, string]>([
    ['same name', { ...credential, subject: 'other' }, 409, 'Request_MultipleObjectsWithSameKeyValue'],
    ['same issuer and subject', { ...credential, name: 'other' }, 409, 'Request_MultipleObjectsWithSameKeyValue'],
    ['name with spaces', { ...credential, name: 'my pipeline', subject: 'x' }, 400, 'Request_BadRequest'],
    ['name too short', { ...credential, name: 'ab', subject: 'x' }, 400, 'Request_BadRequest'],
    ['issuer without https', { ...credential, name: 'http', issuer: 'http://x' }, 400, 'Request_BadRequest'],
    ['no subject', { ...credential, name: 'nobody', subject: '' }, 400, 'Request_BadRequest'],
    ['two audiences', { ...credential, name: 'two', subject: 'x', audiences: ['a', 'b'] }, 400, 'Request_BadRequest'],
    ['no audience', { ...credential, name: 'none', subject: 'x', audiences: [] }, 400, 'Request_BadRequest'],
  ])('refused: %s', async (_, body, status, code) => {
    expectRefusal(await owner.graph('POST', path, body), status, code);
  });

  test('everything but the name can be changed', async () => {
    expect((await owner.graph('PATCH', `${path}/github`, { subject: 'repo:fabrikam/azure:ref:x' })).status).toBe(204);
    expectRefusal(await owner.graph('PATCH', `${path}/github`, { name: 'gitlab' }), 400, 'Request_BadRequest');
    expect((await owner.graph('GET', `${path}/github`)).body.subject).toBe('repo:fabrikam/azure:ref:x');
  });

  test('an application has at most 20', async () => {
    const names = Array.from({ length: 19 }, (_, index) => `pipeline-${index}`);
    for (const name of names) {
      expect((await owner.graph('POST', path, { ...credential, name, subject: name })).status).toBe(201);
    }
    const oneMore = { ...credential, name: 'pipeline-20', subject: 'pipeline-20' };
    expectRefusal(await owner.graph('POST', path, oneMore), 403, 'Directory_QuotaExceeded');

    expect((await owner.graph('DELETE', `${path}/pipeline-0`)).status).toBe(204);
    expect((await owner.graph('POST', path, oneMore)).status).toBe(201);
  });
});

test('a directory that replicates slowly does not know a new object at once', async () => {
  const slow = await AzureEmulator.start({ world: EXAMPLE_WORLD, replication: { looks: 2 } });
  try {
    const client = slow.client('Identity pipeline');
    const path = pathOf(await create(client, 'Slow'));

    expect((await client.graph('GET', path)).status).toBe(404);
    expect((await client.graph('GET', path)).status).toBe(200);
  } finally {
    await slow.stop();
  }
});

test('a new secret and a new federated credential are usable after a while', async () => {
  const slow = await AzureEmulator.start({ world: EXAMPLE_WORLD, credentials: { looks: 2 } });
  try {
    const client = slow.client('Identity pipeline');
    const application = await create(client, 'Slow');
    await createPrincipal(client, application);
    const clientId = asText(application.body.appId);
    const secret = await client.graph('POST', `${pathOf(application)}/addPassword`, {});
    const withSecret = { client_id: clientId, client_secret: asText(secret.body.secretText) };
    await client.graph('POST', `${pathOf(application)}/federatedIdentityCredentials`, {
      name: 'github',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:x',
      audiences: ['api://AzureADTokenExchange'],
    });
    const withAssertion = {
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: slow.issueToken('repo:x'),
    };
    const signIn = (form: Record<string, string>) => client.token(EXAMPLE.fabrikam.tenantId, form);

    expect((await signIn(withSecret)).code).toBe('AADSTS7000215');
    expect((await signIn(withSecret)).status).toBe(200);
    expect((await signIn(withAssertion)).code).toBe('AADSTS70025');
    expect((await signIn(withAssertion)).status).toBe(200);
  } finally {
    await slow.stop();
  }
});

function id(name: string): string {
  return emulator.principal(name).id;
}

function reference(name: string): string {
  return `${emulator.endpoints.microsoftGraph}/v1.0/directoryObjects/${id(name)}`;
}

function pathOf(application: AzureAnswer): string {
  return `/applications/${asText(application.body.id)}`;
}

async function create(client: AzureClient, displayName: string, more: object = {}): Promise<AzureAnswer> {
  return client.graph('POST', '/applications', { displayName, ...more });
}

async function createPrincipal(client: AzureClient, application: AzureAnswer): Promise<AzureAnswer> {
  return client.graph('POST', '/servicePrincipals', { appId: application.body.appId });
}

async function addOwner(client: AzureClient, application: AzureAnswer, name: string): Promise<AzureAnswer> {
  return client.graph('POST', `${pathOf(application)}/owners/$ref`, { '@odata.id': reference(name) });
}

async function ownersOf(application: AzureAnswer): Promise<string[]> {
  const answer = await directoryPipeline.graph('GET', `${pathOf(application)}/owners`);
  return asList(answer.body.value).map(owner => asText(asObject(owner).id));
}

async function sendWith(audience: 'resource-manager' | 'microsoft-graph', lifetime?: number): Promise<AzureAnswer> {
  const token = emulator.accessToken('Identity pipeline', audience, lifetime);
  return owner.send('GET', `${emulator.endpoints.microsoftGraph}/v1.0/applications`, token);
}

function expectRefusal(answer: AzureAnswer, status: number, code: string): void {
  expect([answer.status, answer.code]).toEqual([status, code]);
}

/** A certificate, as base64 of its PEM: azuread sends that. */
async function anyCertificate(): Promise<string> {
  const { certificate } = await makeServerIdentity();
  return Buffer.from(certificate).toString('base64');
}

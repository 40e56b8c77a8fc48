import { existsSync, readFileSync } from 'node:fs';
import type { AzureClient } from './azure-client';
import { TokenSigner } from './entra/json-web-token';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD, FaultKind } from '.';
import { REDACTED } from './server/redaction';

const SUBSCRIPTION = `/subscriptions/${EXAMPLE.contoso.subscriptionId}`;
const LINK = `/providers/Microsoft.ManagementPartner/partners/${EXAMPLE.partnerId}?api-version=2018-02-01`;
const VERSION = '?api-version=2022-10-01';
const WRONG_AUDIENCE = 'InvalidAuthenticationTokenAudience';
const FOREIGN_TOKEN = new TokenSigner('ES256').sign({ oid: 'x', tid: 'y' });

let emulator: AzureEmulator;
let customer: AzureClient;

beforeAll(async () => {
  emulator = await AzureEmulator.start({ world: EXAMPLE_WORLD });
  customer = emulator.client('Contoso pipeline');
});

beforeEach(() => {
  emulator.requests.clear();
});

afterAll(async () => {
  await emulator.stop();
});

describe('environment', () => {
  test('points Terraform here, and holds nothing secret', () => {
    expect(emulator.environment()).toEqual({
      ARM_METADATA_HOSTNAME: emulator.host,
      ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST: emulator.baseUrl,
      ARM_RESOURCE_MANAGER_ENDPOINT: emulator.baseUrl,
      ARM_RESOURCE_MANAGER_AUDIENCE: emulator.baseUrl,
      ARM_DISABLE_INSTANCE_DISCOVERY: 'true',
      SSL_CERT_FILE: emulator.caCertificateFile,
      CHECKPOINT_DISABLE: '1',
    });
  });

  test('signs in with a secret, or with a token where there is none', () => {
    expect(Object.keys(emulator.signIn('Contoso pipeline'))).toContain('ARM_CLIENT_SECRET');
    expect(Object.keys(emulator.signIn('PEC-Automation'))).toContain('ARM_OIDC_TOKEN');
    expect(() => emulator.signIn('Olaf Operator')).toThrow('is not the service principal of an application');
    expect(() => emulator.signIn('Nobody')).toThrow('expected one principal "Nobody"');
    expect(() => emulator.accessToken('Fabrikam operators')).toThrow('groups do not sign in');
  });

  test('the certificate is in a file as long as the emulator runs', async () => {
    const other = await AzureEmulator.start({ world: { tenants: [] } });
    const file = other.caCertificateFile;
    expect(readFileSync(file, 'utf8')).toContain('BEGIN CERTIFICATE');

    await other.stop();
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ['2022-09-01', '/metadata/endpoints', { resourceManager: expect.any(String) as string }],
    ['2018-01-01', '//metadata/endpoints', { cloudEndpoint: { emulated: expect.any(Object) as object } }],
  ])('the metadata of version %s', async (version, path, content) => {
    const answer = await customer.send('GET', `${emulator.baseUrl}${path}?api-version=${version}`);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(content);
  });
});

describe('the log', () => {
  test('says who asked for what, and what came of it', async () => {
    await customer.arm('GET', `${SUBSCRIPTION}/resourceGroups/none${VERSION}`);
    const { id: objectId, tenantId } = emulator.principal('Contoso pipeline');

    expect(emulator.requests.all()).toMatchObject([
      {
        method: 'GET',
        path: `${SUBSCRIPTION}/resourceGroups/none`,
        apiVersion: '2022-10-01',
        caller: { tenantId, objectId },
        status: 404,
        errorCode: 'ResourceGroupNotFound',
      },
    ]);
    expect(String(emulator.requests)).toMatch(/GET .*none\?api-version=2022-10-01 -> 404 ResourceGroupNotFound$/);
  });

  test('holds neither secrets nor tokens', async () => {
    const { ARM_TENANT_ID, ARM_CLIENT_ID, ARM_CLIENT_SECRET } = emulator.signIn('Contoso pipeline');
    const automation = emulator.signIn('PEC-Automation');
    await customer.token(ARM_TENANT_ID, { client_id: ARM_CLIENT_ID, client_secret: ARM_CLIENT_SECRET });
    await customer.token(automation.ARM_TENANT_ID, {
      client_id: automation.ARM_CLIENT_ID,
      client_assertion: automation.ARM_OIDC_TOKEN,
    });
    await customer.arm('GET', `/subscriptions${VERSION}`);
    const text = JSON.stringify(emulator.requests.all());

    expect(text).not.toContain(ARM_CLIENT_SECRET);
    expect(text).not.toContain('eyJ');
    expect(emulator.requests.all()[0].body).toMatchObject({ client_id: ARM_CLIENT_ID, client_secret: REDACTED });
  });

  test('tells writes from reads and from sign-ins', async () => {
    await customer.token(EXAMPLE.contoso.tenantId, {});
    await customer.arm('GET', LINK);
    await customer.arm('PUT', LINK, {});

    expect(emulator.requests.writes().map(({ method }) => method)).toEqual(['PUT']);
    expect(emulator.requests.matching('GET', /partners/)).toHaveLength(1);
  });

  test('names requests that nobody answers', async () => {
    const answer = await customer.arm('GET', `${SUBSCRIPTION}/providers/Microsoft.Web/sites${VERSION}`);

    expect([answer.status, answer.code]).toEqual([404, 'NotEmulated']);
    expect(emulator.unknownRequests).toHaveLength(1);
  });
});

test.each([
  ['broken JSON', 'PUT', LINK, 'application/json', '{', 400],
  ['percent signs that mean nothing', 'GET', '/subscriptions/%E0%A4%A', '', '', 400],
])('%s does not end the emulator', async (_, method, path, type, text, status) => {
  const token = emulator.accessToken('Contoso pipeline');
  const content = text ? { type, text } : undefined;
  const answer = await customer.send(method, `${emulator.baseUrl}${path}`, token, content);

  expect(answer.status).toBe(status);
});

test.each<[string, () => string | undefined, string]>([
  ['no token', () => undefined, 'AuthenticationFailed'],
  ['no JSON Web Token', () => 'guess', 'InvalidAuthenticationToken'],
  ['a token of another emulator', () => FOREIGN_TOKEN, 'InvalidAuthenticationToken'],
  ['an expired token', () => emulator.accessToken('Contoso pipeline', undefined, -3600), 'ExpiredAuthenticationToken'],
  ['a token for Microsoft Graph', () => emulator.accessToken('Contoso pipeline', 'microsoft-graph'), WRONG_AUDIENCE],
])('Azure Resource Manager refuses %s', async (_, token, code) => {
  const answer = await customer.send('GET', `${emulator.baseUrl}/subscriptions${VERSION}`, token());

  expect([answer.status, answer.code]).toEqual([401, code]);
  expect(answer.headers['www-authenticate']).toContain('Bearer');
});

describe('faults', () => {
  const getLink = () => emulator.client('PEC-Automation').arm('GET', LINK);
  const putLink = () => emulator.client('PEC-Automation').arm('PUT', LINK, {});
  const isLinked = () => {
    const { id, tenantId } = emulator.principal('PEC-Automation');
    return emulator.managementPartner.linkOf(id, tenantId)?.state === 'Active';
  };

  afterEach(async () => {
    emulator.faults.clear();
    await emulator.client('PEC-Automation').arm('DELETE', LINK);
  });

  test('throttle: 429 with Retry-After, and no effect', async () => {
    emulator.faults.add({ fault: 'throttle', method: 'PUT', route: /partners/, retryAfterSeconds: 7 });
    const answer = await putLink();

    expect([answer.status, answer.headers['retry-after'], isLinked()]).toEqual([429, '7', false]);
    expect((await putLink()).status).toBe(200);
    expect(emulator.requests.all()[0]).toMatchObject({ fault: 'throttle', status: 429 });
  });

  test('server error: once or several times', async () => {
    emulator.faults.add({ fault: FaultKind.SERVER_ERROR, status: 503, times: 2 });

    expect((await putLink()).status).toBe(503);
    expect((await putLink()).status).toBe(503);
    expect(isLinked()).toBe(false);
    expect((await putLink()).status).toBe(200);
  });

  test('dropped before: no answer, no effect', async () => {
    emulator.faults.add({ fault: 'drop-before', method: 'PUT' });

    await expect(putLink()).rejects.toThrow();
    expect(isLinked()).toBe(false);
  });

  test('dropped after: no answer, but the effect', async () => {
    emulator.faults.add({ fault: 'drop-after', method: 'PUT' });

    await expect(putLink()).rejects.toThrow();
    expect(isLinked()).toBe(true);
  });

  test('slow: the right answer, late', async () => {
    emulator.faults.add({ fault: 'slow', delayMilliseconds: 60 });
    const begin = Date.now();

    expect((await putLink()).status).toBe(200);
    expect(Date.now() - begin).toBeGreaterThanOrEqual(55);
  });

  test('the n-th call of a kind, and the n-th request of all', async () => {
    emulator.faults.add({ fault: 'throttle', method: 'GET', route: /partners/, call: 2 });
    emulator.faults.add({ fault: 'server-error', call: 4 });

    expect((await getLink()).status).toBe(404);
    expect((await putLink()).status).toBe(200);
    expect((await getLink()).status).toBe(429);
    expect(emulator.faults.waiting).toHaveLength(1);
    expect((await putLink()).status).toBe(500);
    expect(emulator.faults.waiting).toHaveLength(0);
  });
});

test('an application of one tenant can sign in to another that has its service principal', async () => {
  const [partner, contoso] = EXAMPLE_WORLD.tenants;
  const clientId = emulator.signIn('Identity pipeline').ARM_CLIENT_ID;
  const guest = { clientId, displayName: 'Guest of Contoso' };
  const roleAssignments = [{ principal: 'Guest of Contoso', role: 'Owner', resourceGroup: 'rg-web' }];
  const [first] = contoso.subscriptions ?? [];
  const world = {
    tenants: [partner, { ...contoso, guestServicePrincipals: [guest], subscriptions: [{ ...first, roleAssignments }] }],
  };
  const other = await AzureEmulator.start({ world });
  try {
    const { ARM_TENANT_ID, ARM_CLIENT_SECRET } = other.signIn('Guest of Contoso');
    const form = { client_id: clientId, client_secret: ARM_CLIENT_SECRET };
    expect((await other.client().token(ARM_TENANT_ID, form)).status).toBe(200);

    const client = other.client('Guest of Contoso');
    expect((await client.arm('GET', `${SUBSCRIPTION}/resourceGroups/rg-web${VERSION}`)).status).toBe(200);
    expect((await client.arm('GET', `${SUBSCRIPTION}/resourceGroups/rg-data${VERSION}`)).status).toBe(403);
  } finally {
    await other.stop();
  }
});

test('a world that names somebody it does not have is refused', async () => {
  const [fabrikam, ...others] = EXAMPLE_WORLD.tenants;
  const groups = [{ displayName: 'Ghosts', members: ['Nobody'] }];
  const world = { tenants: [{ ...fabrikam, groups }, ...others] };

  await expect(AzureEmulator.start({ world })).rejects.toThrow('expected one principal "Nobody"');
});

import 'reflect-metadata';
import { createHash, createPrivateKey, webcrypto } from 'node:crypto';
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509';
import type { AzureClient } from './azure-client';
import type { TokenAlgorithm } from './entra/json-web-token';
import { decodeToken, signToken, TokenSigner } from './entra/json-web-token';
import { AzureEmulator } from '.';
import type { World } from '.';

const TENANT = 'fabf0000-0000-4000-8000-000000000001';
const OTHER_TENANT = 'c0c00000-0000-4000-8000-000000000001';
const CLIENT = 'fabf0000-0000-4000-8000-00000000000c';
const DISABLED_CLIENT = 'fabf0000-0000-4000-8000-00000000000d';
const BARE_CLIENT = 'fabf0000-0000-4000-8000-00000000000e';
const HOMELESS_CLIENT = 'fabf0000-0000-4000-8000-00000000000f';
const SUBJECT = 'repo:fabrikam/azure:environment:production';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let emulator: AzureEmulator;
let client: AzureClient;
let privateKey: string;

beforeAll(async () => {
  const { pem, key } = await selfSignedCertificate();
  privateKey = key;
  emulator = await AzureEmulator.start({ world: worldWith(pem) });
  client = emulator.client();
});

afterAll(async () => {
  await emulator.stop();
});

describe('client secret', () => {
  test('a token says who it is for', async () => {
    const answer = await client.token(TENANT, { client_id: CLIENT, client_secret: 'valid' });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(decodeToken(String(answer.body.access_token))?.claims).toMatchObject({
      aud: emulator.endpoints.resourceManager,
      tid: TENANT,
      appid: CLIENT,
      oid: emulator.principal('PEC-Automation').id,
      iat: expect.any(Number) as number,
      exp: expect.any(Number) as number,
    });
  });

  test('a token for Microsoft Graph carries the permissions', async () => {
    const scope = `${emulator.endpoints.microsoftGraph}/.default`;
    const answer = await client.token(TENANT, { client_id: CLIENT, client_secret: 'valid', scope });

    expect(decodeToken(String(answer.body.access_token))?.claims.roles).toEqual(['Application.Read.All']);
  });

  test('the tenant may be named by its domain', async () => {
    const answer = await client.token('fabrikam.onmicrosoft.com', { client_id: CLIENT, client_secret: 'valid' });

    expect(answer.status).toBe(200);
  });

  const VALID = { client_id: CLIENT, client_secret: 'valid' };
  test.each<[string, string, Record<string, string>, number, string, string]>([
    ['wrong secret', TENANT, { ...VALID, client_secret: 'guess' }, 401, 'invalid_client', 'AADSTS7000215'],
    ['expired secret', TENANT, { ...VALID, client_secret: 'expired' }, 401, 'invalid_client', 'AADSTS7000222'],
    ['no secret', TENANT, { client_id: CLIENT }, 401, 'invalid_client', 'AADSTS7000216'],
    ['unknown application', TENANT, { ...VALID, client_id: TENANT }, 400, 'unauthorized_client', 'AADSTS700016'],
    ['application of another tenant', OTHER_TENANT, VALID, 400, 'unauthorized_client', 'AADSTS700016'],
    ['disabled', TENANT, { ...VALID, client_id: DISABLED_CLIENT }, 400, 'unauthorized_client', 'AADSTS7000112'],
    ['no principal', TENANT, { ...VALID, client_id: HOMELESS_CLIENT }, 401, 'invalid_client', 'AADSTS7000229'],
    ['unknown tenant', CLIENT, VALID, 400, 'invalid_request', 'AADSTS90002'],
    ['other grant', TENANT, { ...VALID, grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
    ['no resource', TENANT, { ...VALID, scope: 'openid' }, 400, 'invalid_scope', 'AADSTS1002012'],
    ['other resource', TENANT, { ...VALID, scope: 'https://x/.default' }, 400, 'invalid_resource', 'AADSTS500011'],
  ])('refused: %s', async (_, tenant, form, status, error, code) => {
    const answer = await client.token(tenant, form);

    expect([answer.status, answer.body.error, answer.code]).toEqual([status, error, code]);
  });
});

describe('federated credential', () => {
  test('another issuer’s token is as good as a secret', async () => {
    const answer = await client.token(TENANT, assertionForm(emulator.issueToken(SUBJECT)));

    expect(answer.status).toBe(200);
  });

  test.each<[string, string, (e: AzureEmulator) => string]>([
    ['other subject', 'AADSTS700213', e => e.issueToken('repo:fabrikam/azure:environment:staging')],
    ['subject in another case', 'AADSTS7002138', e => e.issueToken(SUBJECT.replace('fabrikam', 'Fabrikam'))],
    ['other issuer', 'AADSTS700211', e => e.issueToken(SUBJECT, 'https://gitlab.com')],
    ['other audience', 'AADSTS700212', e => e.issueToken(SUBJECT, undefined, 'https://github.com/fabrikam')],
    ['too late', 'AADSTS700024', e => e.issueToken(SUBJECT, undefined, undefined, -3600)],
    ['no token', 'AADSTS50027', () => 'guess'],
  ])('refused: %s', async (_, code, makeToken) => {
    const answer = await client.token(TENANT, assertionForm(makeToken(emulator)));

    expect([answer.status, answer.code]).toEqual([401, code]);
  });

  test('refused: a token that somebody else has signed', async () => {
    const stranger = new TokenSigner();
    const claims = decodeToken(emulator.issueToken(SUBJECT))?.claims ?? {};
    const answer = await client.token(TENANT, assertionForm(stranger.sign(claims)));

    expect([answer.status, answer.code]).toEqual([401, 'AADSTS50013']);
  });

  test('refused: an unsigned token', async () => {
    const [, claims] = emulator.issueToken(SUBJECT).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    const answer = await client.token(TENANT, assertionForm(`${header}.${claims}.`));

    expect([answer.status, answer.code]).toEqual([401, 'AADSTS50013']);
  });

  test('refused with the difference in words: a subject in another case', async () => {
    const answer = await client.token(TENANT, assertionForm(emulator.issueToken(SUBJECT.toUpperCase())));

    expect(answer.message).toContain(
      'The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Check your',
    );
  });

  test('refused: an application without federated credential', async () => {
    const answer = await client.token(TENANT, assertionForm(emulator.issueToken(SUBJECT), BARE_CLIENT));

    expect([answer.status, answer.code]).toEqual([401, 'AADSTS70025']);
    expect(answer.message).toContain(
      `The client '${BARE_CLIENT}'(Bare) has no configured federated identity credentials.`,
    );
    expect(answer.body.error_uri).toBe('https://login.microsoftonline.com/error?code=70025');
  });
});

describe('certificate', () => {
  test.each<TokenAlgorithm>(['RS256', 'PS256'])('an assertion signed with %s is accepted', async algorithm => {
    const answer = await client.token(TENANT, assertionForm(certificateAssertion({}, {}, algorithm)));

    expect(answer.status).toBe(200);
  });

  test('refused: a certificate that is not registered', async () => {
    const answer = await client.token(TENANT, assertionForm(certificateAssertion({}, { kid: 'other' })));

    expect([answer.status, answer.code]).toEqual([401, 'AADSTS700027']);
  });

  test('refused: an assertion meant for somebody else', async () => {
    const answer = await client.token(TENANT, assertionForm(certificateAssertion({ aud: 'https://login.other' })));

    expect([answer.status, answer.code]).toEqual([401, 'AADSTS700023']);
  });
});

test('the OpenID document names the token endpoint of the same host', async () => {
  const { activeDirectoryAuthority } = emulator.endpoints;
  const url = `${activeDirectoryAuthority}/${TENANT}/v2.0/.well-known/openid-configuration`;
  const answer = await client.send('GET', url);

  expect(answer.body).toMatchObject({
    issuer: `${activeDirectoryAuthority}/${TENANT}/v2.0`,
    token_endpoint: `${activeDirectoryAuthority}/${TENANT}/oauth2/v2.0/token`,
  });
});

function assertionForm(assertion: string, clientId = CLIENT): Record<string, string> {
  return { client_id: clientId, client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
}

function certificateAssertion(claims: object, header: object = {}, algorithm: TokenAlgorithm = 'RS256'): string {
  const now = Math.floor(Date.now() / 1000);
  const aud = `${emulator.endpoints.activeDirectoryAuthority}/${TENANT}/oauth2/v2.0/token`;
  const registered = emulator.directory.application(CLIENT)?.certificates[0].certificate ?? '';
  const kid = createHash('sha1').update(registered).digest('base64url');
  return signToken(
    createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }),
    { iss: CLIENT, sub: CLIENT, aud, nbf: now, exp: now + 600, ...claims },
    { kid, ...header },
    algorithm,
  );
}

async function selfSignedCertificate(): Promise<{ pem: string; key: string }> {
  cryptoProvider.set(webcrypto as unknown as Parameters<typeof cryptoProvider.set>[0]);
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=PEC-Automation',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 600_000),
    signingAlgorithm: algorithm,
    keys,
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { pem: certificate.toString('pem'), key };
}

function worldWith(certificate: string): World {
  return {
    tenants: [
      {
        id: TENANT,
        displayName: 'Fabrikam',
        applications: [
          {
            displayName: 'PEC-Automation',
            clientId: CLIENT,
            secrets: [{ value: 'valid' }, { value: 'expired', expires: '2020-01-01T00:00:00Z' }],
            federatedCredentials: [
              { name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: SUBJECT },
            ],
            certificates: [certificate],
            graphPermissions: ['Application.Read.All'],
          },
          { displayName: 'Disabled', clientId: DISABLED_CLIENT, secrets: [{ value: 'valid' }], isEnabled: false },
          { displayName: 'Bare', clientId: BARE_CLIENT },
          { displayName: 'Homeless', clientId: HOMELESS_CLIENT, hasServicePrincipal: false },
        ],
      },
      { id: OTHER_TENANT, displayName: 'Contoso' },
    ],
  };
}

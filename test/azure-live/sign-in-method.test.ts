import { automationSignInOf, type Environment, SignInError, signInMethodOf } from '../../lib/azure-live';

const TENANT = 'f0000000-0000-4000-8000-000000000001';
const CLIENT = 'f0000000-0000-4000-8000-00000000000c';
const SECRET = 'not-a-real-secret';
const APPLICATION = { tenantId: TENANT, clientId: CLIENT };

describe('how to sign in is read from the environment', () => {
  const oidc = { ARM_USE_OIDC: 'true', ARM_CLIENT_ID: CLIENT };
  it.each<[string, Environment, object]>([
    ['nothing: the Azure CLI', {}, { by: 'azure-cli', tenantId: TENANT }],
    ['nothing that counts', { ARM_CLIENT_SECRET: ' ', ARM_USE_OIDC: 'no' }, { by: 'azure-cli', tenantId: TENANT }],
    ['a domain as tenant', { ARM_TENANT_ID: 'fabrikam.test' }, { by: 'azure-cli', tenantId: 'fabrikam.test' }],
    [
      'a secret',
      { ARM_CLIENT_ID: CLIENT, ARM_CLIENT_SECRET: SECRET },
      { by: 'secret', ...APPLICATION, secret: SECRET },
    ],
    [
      'a certificate before a secret',
      { ARM_CLIENT_ID: CLIENT, ARM_CLIENT_CERTIFICATE_PATH: 'a.pem', ARM_CLIENT_SECRET: SECRET },
      { by: 'certificate', ...APPLICATION, path: 'a.pem' },
    ],
    [
      'a certificate with a password',
      { ARM_CLIENT_ID: CLIENT, ARM_CLIENT_CERTIFICATE_PATH: 'a.pem', ARM_CLIENT_CERTIFICATE_PASSWORD: SECRET },
      { by: 'certificate', ...APPLICATION, path: 'a.pem', password: SECRET },
    ],
    [
      'a token',
      { ...oidc, ARM_OIDC_TOKEN: 'token' },
      { by: 'assertion', ...APPLICATION, source: { from: 'token', token: 'token' } },
    ],
    [
      'a file with a token',
      { ...oidc, ARM_USE_OIDC: '1', ARM_OIDC_TOKEN_FILE_PATH: 'token.txt' },
      { by: 'assertion', ...APPLICATION, source: { from: 'file', path: 'token.txt' } },
    ],
    [
      'GitHub',
      { ...oidc, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://github.test', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'ask' },
      { by: 'assertion', ...APPLICATION, source: { from: 'github', url: 'https://github.test', token: 'ask' } },
    ],
    [
      'GitHub by the names of Terraform',
      {
        ...oidc,
        ARM_OIDC_REQUEST_URL: 'https://arm.test',
        ARM_OIDC_REQUEST_TOKEN: 'arm',
        ACTIONS_ID_TOKEN_REQUEST_URL: 'https://github.test',
      },
      { by: 'assertion', ...APPLICATION, source: { from: 'github', url: 'https://arm.test', token: 'arm' } },
    ],
    [
      'Azure DevOps',
      { ...oidc, ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: 'connection', SYSTEM_ACCESSTOKEN: 'system' },
      {
        by: 'assertion',
        ...APPLICATION,
        source: { from: 'azure-devops', serviceConnectionId: 'connection', token: 'system' },
      },
    ],
    ['a managed identity', { ARM_USE_MSI: 'TRUE' }, { by: 'managed-identity' }],
    ['one of several', { ARM_USE_MSI: 't', ARM_CLIENT_ID: CLIENT }, { by: 'managed-identity', clientId: CLIENT }],
  ])('%s', (_, env, expected) => {
    expect(signInMethodOf(env, TENANT)).toEqual(expected);
  });

  it.each<[string, Environment, RegExp]>([
    [
      'the wrong tenant',
      { ARM_TENANT_ID: CLIENT },
      /^ARM_TENANT_ID is .*c, but .* delegated to .*1; sign in to the man/,
    ],
    ['a secret for nobody', { ARM_CLIENT_SECRET: SECRET }, /^ARM_CLIENT_ID is missing; set it to the client id/],
    ['a certificate for nobody', { ARM_CLIENT_CERTIFICATE_PATH: 'a.pem' }, /^ARM_CLIENT_ID is missing/],
    [
      'a job without a token',
      { ARM_USE_OIDC: 'true', ARM_CLIENT_ID: CLIENT },
      /no token to get; in GitHub give the job/,
    ],
    [
      'a pipeline without its token',
      { ARM_USE_OIDC: 'true', ARM_CLIENT_ID: CLIENT, ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: 'c' },
      /needs SYSTEM_ACCESSTOKEN; map it/,
    ],
    ['nothing at all', { ARM_USE_CLI: 'false' }, /^ARM_USE_CLI is false .*; set ARM_CLIENT_ID with/],
  ])('%s is refused in one line', (_, env, message) => {
    const error = thrownBy(() => signInMethodOf(env, TENANT));
    expect(error).toBeInstanceOf(SignInError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
    expect(error.message).not.toContain(SECRET);
  });
});

describe('PEC-Automation signs in beside a reader', () => {
  const READER = { ARM_CLIENT_ID: 'reader', ARM_CLIENT_SECRET: 'of-the-reader' };

  it.each<[string, Environment, object]>([
    [
      'with a secret of its own',
      { ...READER, PEC_AUTOMATION_CLIENT_SECRET: SECRET },
      { by: 'secret', ...APPLICATION, secret: SECRET },
    ],
    [
      'with a certificate of its own',
      { ...READER, PEC_AUTOMATION_CLIENT_CERTIFICATE_PATH: 'a.pem' },
      { by: 'certificate', ...APPLICATION, path: 'a.pem' },
    ],
    [
      'with the token of the pipeline',
      { ARM_USE_OIDC: 'true', ARM_CLIENT_ID: 'reader', ARM_OIDC_TOKEN: 'token' },
      { by: 'assertion', ...APPLICATION, source: { from: 'token', token: 'token' } },
    ],
  ])('%s, never with what the reader has', (_, env, expected) => {
    expect(automationSignInOf(env, APPLICATION)).toEqual(expected);
  });

  it('is refused where it has nothing', () => {
    expect(thrownBy(() => automationSignInOf(READER, APPLICATION)).message).toMatch(/^PEC-Automation has nothing to/);
  });
});

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

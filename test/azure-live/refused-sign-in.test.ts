import { SignInError } from '../../lib/azure-live';
import { signInErrorOf } from '../../lib/azure-live/refused-sign-in';

const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('a refused sign-in is told in one line', () => {
  it.each<[string, string, RegExp]>([
    [
      'a user of another tenant',
      'az: AADSTS50020: User account is not there. Trace ID: 1',
      /\(AADSTS50020\): the user is not in this tenant; sign in .* az login --tenant TENANT$/,
    ],
    ['an old sign-in', 'AADSTS700082: The refresh token has expired', /has expired; sign in again: az login/],
    ['what is no token', 'AADSTS50027: JWT token is invalid', /is no token; check ARM_OIDC_TOKEN or/],
    [
      'a code that nobody described',
      'AADSTS99: x',
      /^[^;]*\(AADSTS99\): see https:\/\/login.microsoftonline.com\/error/,
    ],
    [
      'no pipeline of Azure DevOps',
      'AzurePipelinesCredential: is unavailable. ... "SYSTEM_OIDCREQUESTURI"',
      /within a pipeline of Azure DevOps only, .*; elsewhere leave it out$/,
    ],
    [
      'Azure DevOps that gives no token',
      'AzurePipelinesCredential: Authentication Failed. oidcToken field not detected in the response. Response body = not-a-real-secret',
      /^Azure DevOps gave no token for the service connection; check .*SYSTEM_ACCESSTOKEN/,
    ],
    [
      'no managed identity',
      'ManagedIdentityCredential: Authentication failed. Message Attempted to use the IMDS endpoint',
      /^no managed identity answers here; .* leave ARM_USE_MSI out$/,
    ],
    ['no Azure CLI', 'Azure CLI could not be found. Please visit', /^nobody is signed in: .*run "az login"/],
    ['no network', 'endpoints_resolution_error: openid_config_error', /gives no address .* NODE_EXTRA_CA_CERTS$/],
    ['anything else', 'not-a-real-secret', /^the sign-in failed \(SomeError\); check the variables/],
  ])('%s', (_, message, told) => {
    const error = signInErrorOf(Object.assign(new Error(message), { name: 'SomeError' }));
    expect(error).toBeInstanceOf(SignInError);
    expect(error.message).toMatch(told);
    expect(error.message).not.toMatch(/\n|not-a-real-secret/);
  });

  const mismatch = new Error(
    "AADSTS700213: No matching federated identity record found for presented assertion subject 'sc://fabrikam/azure/verify'.",
  );

  it('names issuer, subject and audience of the token of the pipeline', () => {
    const assertion = token({ iss: 'https://i', sub: 'repo:a/b', aud: 'api://x', nbf: 1 });
    expect(signInErrorOf(mismatch, assertion).message).toMatch(
      /; received: issuer https:\/\/i, subject repo:a\/b, audience api:\/\/x$/,
    );
  });

  it('names what Microsoft Entra ID says it received where the library alone has the token', () => {
    expect(signInErrorOf(mismatch).message).toMatch(
      /compare the subject; received: subject sc:\/\/fabrikam\/azure\/verify$/,
    );
    expect(signInErrorOf(new Error('AADSTS700213: No matching')).message).toMatch(/compare the subject$/);
  });

  it('says nothing of the token where the fault is another', () => {
    expect(signInErrorOf(new Error('AADSTS700016: x'), token({ sub: 'repo:a/b' })).message).not.toContain('received');
  });

  it('leaves what is told already', () => {
    const error = new SignInError('told', 'AADSTS1');
    expect(signInErrorOf(error)).toBe(error);
  });
});

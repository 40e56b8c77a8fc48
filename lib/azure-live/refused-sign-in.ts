import { clipped, memberOf, visible } from '../text';
import { asObject, asText } from './json';
import { SignInError } from './sign-in-error';

/** What is wrong with PEC-Automation itself, where Microsoft Entra ID says so when it signs in. */
export enum PrincipalFault {
  /** Somebody disabled it, which ends attribution. */
  DISABLED = 'disabled',
  /** The application has no service principal in the managing tenant. */
  NO_PRINCIPAL = 'no-principal',
  /** The managing tenant does not know the application. */
  NO_APPLICATION = 'no-application',
}

const PRINCIPAL_FAULTS: Readonly<Record<string, PrincipalFault>> = {
  AADSTS7000112: PrincipalFault.DISABLED,
  AADSTS7000229: PrincipalFault.NO_PRINCIPAL,
  AADSTS700016: PrincipalFault.NO_APPLICATION,
};

/**
 * What the codes mean, and what to do.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const MEANINGS: Readonly<Record<string, string>> = {
  AADSTS7000112: 'the application is disabled; let an administrator enable its service principal in Entra ID',
  AADSTS7000229:
    'the application has no service principal in this tenant; let an administrator create it, or apply the identity stack',
  AADSTS700016: 'this tenant does not know the application; check ARM_CLIENT_ID and ARM_TENANT_ID',
  AADSTS700082: 'the sign-in has expired; sign in again: az login --tenant TENANT',
  AADSTS90002: 'there is no such tenant in this cloud; check ARM_TENANT_ID',
  AADSTS7000215: 'the client secret is wrong; use the value of the secret, not its id',
  AADSTS7000222: 'the client secret has expired; make a new one',
  AADSTS700024:
    'the token of the pipeline has expired; sign in again just before, because it lives for ten minutes only',
  AADSTS700027: 'the application does not know the certificate; add it to the application, or use the one that it has',
  AADSTS70021: 'no federated credential of the application matches',
  AADSTS70025: 'the application has no federated credential; add one, or wait some minutes if it is new',
  AADSTS700211: 'no federated credential of the application has this issuer',
  AADSTS700212: 'no federated credential of the application has this audience',
  AADSTS700213: 'no federated credential of the application has this subject; run again once, then compare the subject',
  AADSTS7002138:
    'a federated credential of the application matches but for capitals in the subject; write it as received',
  AADSTS7002381: 'a policy for federated credentials of the tenant refuses the token of the pipeline',
  AADSTS50020: 'the user is not in this tenant; sign in to the managing tenant: az login --tenant TENANT',
  AADSTS50027:
    'what stands for the token of the pipeline is no token; check ARM_OIDC_TOKEN or ARM_OIDC_TOKEN_FILE_PATH',
  AADSTS50034: 'this tenant does not know the user; sign in to the managing tenant: az login --tenant TENANT',
  AADSTS50076: 'multifactor authentication is needed; sign in again: az login --tenant TENANT',
  AADSTS50173: 'the sign-in has expired; sign in again: az login --tenant TENANT',
  AADSTS53003:
    'a Conditional Access policy refuses the sign-in; ask an administrator for an exclusion of the application',
};

/** The codes that speak of the token of a pipeline. */
const OF_ASSERTION = new Set([
  'AADSTS70021',
  'AADSTS70025',
  'AADSTS700211',
  'AADSTS700212',
  'AADSTS700213',
  'AADSTS7002138',
]);

/** What a refused sign-in says of PEC-Automation; undefined if it says something of the caller only. */
export function principalFaultOf(error: SignInError): PrincipalFault | undefined {
  return error.code === undefined ? undefined : PRINCIPAL_FAULTS[error.code];
}

/**
 * What to tell of a sign-in that failed, in one line.
 *
 * Of the library's message the code alone is shown: the message is long, and quotes what was sent.
 *
 * @param assertion the token of the pipeline, of which issuer, subject and audience are told
 */
export function signInErrorOf(error: unknown, assertion?: string): SignInError {
  if (error instanceof SignInError) {
    return error;
  }
  const message = asText(memberOf(error, 'message'));
  const name = asText(memberOf(error, 'name'));
  const code = /AADSTS\d+/.exec(message)?.[0];
  if (code !== undefined) {
    const meaning = MEANINGS[code] ?? 'see https://login.microsoftonline.com/error for what the code means';
    const received = OF_ASSERTION.has(code) ? receivedIn(assertion, message) : '';
    return new SignInError(`Microsoft Entra ID refused the sign-in (${code}): ${meaning}${received}`, code);
  }
  // MSAL says no more where it cannot read a tenant's addresses.
  if (message.includes('endpoints_resolution_error')) {
    return new SignInError(
      'Microsoft Entra ID gives no address to sign in at; check ARM_TENANT_ID and ARM_METADATA_HOSTNAME, the network, the ' +
        'proxy (HTTPS_PROXY) and, behind a certificate authority of your own, NODE_EXTRA_CA_CERTS',
    );
  }
  if (message.includes('SYSTEM_OIDCREQUESTURI')) {
    return new SignInError(
      'ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID signs in within a pipeline of Azure DevOps only, which sets ' +
        'SYSTEM_OIDCREQUESTURI; elsewhere leave it out',
    );
  }
  if (message.includes('AzurePipelinesCredential')) {
    return new SignInError(
      'Azure DevOps gave no token for the service connection; check ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID and ' +
        'SYSTEM_ACCESSTOKEN, and that the pipeline may use the connection',
    );
  }
  if (message.includes('ManagedIdentityCredential')) {
    return new SignInError(
      'no managed identity answers here; give the machine one (and ARM_CLIENT_ID, if it has several), or leave ' +
        'ARM_USE_MSI out',
    );
  }
  if (/az login|Azure CLI|azure:? ?cli/i.test(message)) {
    return new SignInError(
      'nobody is signed in: the environment names no application, and the Azure CLI gives no token; run "az login" in ' +
        'the managing tenant, or set ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or ARM_USE_OIDC',
    );
  }
  return new SignInError(
    `the sign-in failed (${visible(clipped(name, 60))}); check the variables of the sign-in, and the network`,
  );
}

/**
 * What Microsoft Entra ID received. None of these claims is a secret; without the signature, which is not shown, they sign
 * nobody in.
 *
 * @param assertion undefined where the library alone has seen it; then Microsoft Entra ID names the part that fits nothing
 */
function receivedIn(assertion: string | undefined, message: string): string {
  const shown = (value: unknown) => visible(clipped(asText(value), 300));
  if (assertion === undefined) {
    const { part, value } =
      /presented assertion (?<part>issuer|subject|audience) '(?<value>[^']+)'/.exec(message)?.groups ?? {};
    return part === undefined ? '' : `; received: ${part} ${shown(value)}`;
  }
  const { iss, sub, aud } = claimsOf(assertion);
  return `; received: issuer ${shown(iss)}, subject ${shown(sub)}, audience ${shown(aud)}`;
}

/** The claims of a token, unverified; none if it is no token. */
export function claimsOf(token: string): ReturnType<typeof asObject> {
  try {
    return asObject(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    return {};
  }
}

import { isGuid } from '../azure';
import { SignInError } from './sign-in-error';

/** Where a token comes from that proves to Microsoft Entra ID who a pipeline is. */
export type AssertionSource =
  | { readonly from: 'token'; readonly token: string }
  | { readonly from: 'file'; readonly path: string }
  /** GitHub Actions gives one to whoever asks for it. */
  | { readonly from: 'github'; readonly url: string; readonly token: string }
  /** Azure DevOps gives one for a service connection. */
  | { readonly from: 'azure-devops'; readonly serviceConnectionId: string; readonly token: string };

/** An application, in the tenant in which it signs in. */
export interface ApplicationId {
  readonly tenantId: string;
  readonly clientId: string;
}

/** How somebody signs in. */
export type SignInMethod =
  | (ApplicationId & { readonly by: 'certificate'; readonly path: string; readonly password?: string })
  | (ApplicationId & { readonly by: 'secret'; readonly secret: string })
  | (ApplicationId & { readonly by: 'assertion'; readonly source: AssertionSource })
  | { readonly by: 'managed-identity'; readonly clientId?: string }
  | { readonly by: 'azure-cli'; readonly tenantId: string };

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads from the environment how to sign in, as Terraform's providers do and in their order: certificate, secret, the
 * token of a pipeline, managed identity, Azure CLI.
 *
 * @see hashicorp/go-azure-sdk, sdk/auth/auth.go: NewAuthorizerFromCredentials
 * @param managingTenantId the tenant that has to be signed in to
 * @throws SignInError if something is missing, or the tenant is another one
 */
export function signInMethodOf(env: Environment, managingTenantId: string): SignInMethod {
  const tenantId = tenantOf(env, managingTenantId);
  const clientId = valueOf(env, 'ARM_CLIENT_ID');
  const certificate = valueOf(env, 'ARM_CLIENT_CERTIFICATE_PATH');
  if (certificate !== undefined) {
    const password = valueOf(env, 'ARM_CLIENT_CERTIFICATE_PASSWORD');
    return { by: 'certificate', tenantId, clientId: needed(clientId), path: certificate, password };
  }
  const secret = valueOf(env, 'ARM_CLIENT_SECRET');
  if (secret !== undefined) {
    return { by: 'secret', tenantId, clientId: needed(clientId), secret };
  }
  if (isOn(env, 'ARM_USE_OIDC')) {
    return { by: 'assertion', tenantId, clientId: needed(clientId), source: assertionSourceOf(env) };
  }
  if (isOn(env, 'ARM_USE_MSI')) {
    return { by: 'managed-identity', clientId };
  }
  if (!isOn(env, 'ARM_USE_CLI', true)) {
    throw new SignInError(
      'ARM_USE_CLI is false and the environment has no other sign-in; set ARM_CLIENT_ID with ARM_CLIENT_SECRET, ' +
        'ARM_CLIENT_CERTIFICATE_PATH or ARM_USE_OIDC=true',
    );
  }
  return { by: 'azure-cli', tenantId };
}

/**
 * How PEC-Automation signs in where somebody else is signed in as the reader: with a secret or a certificate of its own,
 * else with the token of the pipeline that the reader has.
 *
 * @throws SignInError if the environment has none of them
 */
export function automationSignInOf(env: Environment, application: ApplicationId): SignInMethod {
  const secret = valueOf(env, 'PEC_AUTOMATION_CLIENT_SECRET');
  if (secret !== undefined) {
    return { by: 'secret', ...application, secret };
  }
  const path = valueOf(env, 'PEC_AUTOMATION_CLIENT_CERTIFICATE_PATH');
  if (path !== undefined) {
    const password = valueOf(env, 'PEC_AUTOMATION_CLIENT_CERTIFICATE_PASSWORD');
    return { by: 'certificate', ...application, path, password };
  }
  if (!isOn(env, 'ARM_USE_OIDC')) {
    throw new SignInError(
      'PEC-Automation has nothing to sign in with; set ARM_USE_OIDC=true in a pipeline that its federated credential ' +
        'names, PEC_AUTOMATION_CLIENT_SECRET or PEC_AUTOMATION_CLIENT_CERTIFICATE_PATH',
    );
  }
  return { by: 'assertion', ...application, source: assertionSourceOf(env) };
}

/** The order is that of Terraform's providers: a token at hand, GitHub, Azure DevOps. */
function assertionSourceOf(env: Environment): AssertionSource {
  const token = valueOf(env, 'ARM_OIDC_TOKEN');
  if (token !== undefined) {
    return { from: 'token', token };
  }
  const path = valueOf(env, 'ARM_OIDC_TOKEN_FILE_PATH');
  if (path !== undefined) {
    return { from: 'file', path };
  }
  const serviceConnectionId =
    valueOf(env, 'ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID') ?? valueOf(env, 'ARM_OIDC_AZURE_SERVICE_CONNECTION_ID');
  const url = valueOf(env, 'ARM_OIDC_REQUEST_URL') ?? valueOf(env, 'ACTIONS_ID_TOKEN_REQUEST_URL');
  const requestToken = valueOf(env, 'ARM_OIDC_REQUEST_TOKEN') ?? valueOf(env, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN');
  if (serviceConnectionId !== undefined) {
    const systemToken = valueOf(env, 'SYSTEM_ACCESSTOKEN') ?? requestToken;
    if (systemToken === undefined) {
      throw new SignInError(
        'ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID needs SYSTEM_ACCESSTOKEN; map it into the step with ' +
          'env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)',
      );
    }
    return { from: 'azure-devops', serviceConnectionId, token: systemToken };
  }
  if (url !== undefined && requestToken !== undefined) {
    return { from: 'github', url, token: requestToken };
  }
  throw new SignInError(
    'ARM_USE_OIDC is true, but there is no token to get; in GitHub give the job permissions: id-token: write, in Azure ' +
      'DevOps set ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID and SYSTEM_ACCESSTOKEN, elsewhere ARM_OIDC_TOKEN or ' +
      'ARM_OIDC_TOKEN_FILE_PATH',
  );
}

function tenantOf(env: Environment, managingTenantId: string): string {
  const given = valueOf(env, 'ARM_TENANT_ID');
  // A domain is a name of a tenant too; Microsoft Entra ID knows whose it is.
  if (given !== undefined && isGuid(given) && given.toLowerCase() !== managingTenantId.toLowerCase()) {
    throw new SignInError(
      `ARM_TENANT_ID is ${given}, but the customers are delegated to ${managingTenantId}; sign in to the managing tenant`,
    );
  }
  return given ?? managingTenantId;
}

function needed(clientId: string | undefined): string {
  if (clientId === undefined) {
    throw new SignInError('ARM_CLIENT_ID is missing; set it to the client id of the application that signs in');
  }
  return clientId;
}

/** An empty variable is none: pipelines set variables to nothing. */
function valueOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** What Go takes for true, because Terraform's providers are written in it. */
function isOn(env: Environment, name: string, standard = false): boolean {
  const value = valueOf(env, name);
  return value === undefined ? standard : /^(1|t|true)$/i.test(value);
}

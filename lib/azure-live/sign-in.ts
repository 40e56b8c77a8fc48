import { type CloudEndpoints, withoutSlash } from './endpoints';
import { credentialFor } from './credential';
import { asText } from './json';
import { pipelineLibrary } from './optional-peer';
import { claimsOf, signInErrorOf } from './refused-sign-in';
import type { SignInMethod } from './sign-in-method';
import { type AzureRequests, type AzureTransport, requestsWith } from './transport';

/** Somebody who is signed in, and may ask. */
export interface SignedIn {
  readonly tenantId: string;
  /** The object id: who it is, whatever it signed in with. */
  readonly objectId: string;
  /** The client id; undefined for a person. */
  readonly clientId?: string;
  readonly endpoints: CloudEndpoints;
  /** Asks Azure Resource Manager. */
  readonly arm: AzureRequests;
  /** Asks Microsoft Graph. */
  readonly graph: AzureRequests;
}

/**
 * Signs in.
 *
 * @throws SignInError if nobody is let in
 */
export async function signIn(
  method: SignInMethod,
  endpoints: CloudEndpoints,
  transport: AzureTransport,
): Promise<SignedIn> {
  const { tokens, assertion } = await credentialFor(method, endpoints, transport);
  const scope = scopeOf(endpoints.resourceManagerAudience);
  let claims: ReturnType<typeof claimsOf>;
  try {
    // As the library's own requests ask, which then find this token and ask for no second one.
    claims = claimsOf((await tokens.getToken(scope, { enableCae: true }))?.token ?? '');
  } catch (error) {
    throw signInErrorOf(error, assertion());
  }
  const { bearerTokenAuthenticationPolicy } = await pipelineLibrary();
  const requestsFor = (scopes: string) =>
    requestsWith(transport, [bearerTokenAuthenticationPolicy({ credential: tokens, scopes })]);
  return {
    tenantId: asText(claims.tid).toLowerCase(),
    objectId: asText(claims.oid).toLowerCase(),
    clientId: clientIdOf(claims),
    endpoints,
    arm: await requestsFor(scope),
    graph: await requestsFor(scopeOf(endpoints.microsoftGraph)),
  };
}

/** Tokens of version 1 say `appid`, of version 2 `azp`; those of people name the program there, such as the Azure CLI. */
function clientIdOf(claims: ReturnType<typeof claimsOf>): string | undefined {
  const isPerson = claims.idtyp === 'user' || 'scp' in claims;
  return isPerson ? undefined : asText(claims.appid ?? claims.azp).toLowerCase() || undefined;
}

function scopeOf(audience: string): string {
  return `${withoutSlash(audience)}/.default`;
}

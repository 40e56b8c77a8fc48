import { asText } from './json';
import type { SignedIn } from './sign-in';

/** A service principal as Microsoft Graph shows it to whoever may read applications. */
export type PrincipalAnswer =
  { readonly clientId: string; readonly isEnabled: boolean } | 'none' | { readonly refused: string };

/**
 * Whether a service principal is there, and enabled. Needs Application.Read.All, or Directory Readers for a person.
 *
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-get
 */
export async function servicePrincipal({ graph, endpoints }: SignedIn, objectId: string): Promise<PrincipalAnswer> {
  const url = `${endpoints.microsoftGraph}/v1.0/servicePrincipals/${objectId}?$select=id,appId,accountEnabled`;
  const { status, body, code } = await graph.get(url);
  if (status === 200) {
    return { clientId: asText(body.appId).toLowerCase(), isEnabled: body.accountEnabled !== false };
  }
  return status === 404 ? 'none' : { refused: `${status} ${code}`.trim() };
}

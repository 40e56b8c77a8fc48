import { asObject, asObjects, asText, asTexts, type JsonObject } from './json';
import { listAll } from './paging';
import type { SignedIn } from './sign-in';

/** What somebody may do: the actions that match, but for those that are taken away. */
export interface Permissions {
  readonly actions: string[];
  readonly notActions: string[];
}

/**
 * What the caller may do at a scope; that Azure does not let it ask; or that Azure failed, which says nothing of what the
 * caller may do.
 */
export type PermissionsAnswer =
  { readonly permissions: Permissions[] } | { readonly refused: string } | { readonly failed: string };

/** The statuses by which Azure tells a caller that there is nothing for it. */
const REFUSALS = [401, 403, 404];

/**
 * What the caller may do at a scope, by whatever right. Needs `Microsoft.Authorization/permissions/read`, which Support
 * Request Contributor has; whether Azure answers on delegated scopes, nobody has verified.
 *
 * @see https://learn.microsoft.com/rest/api/authorization/permissions
 */
export async function ownPermissions({ arm, endpoints }: SignedIn, scope: string): Promise<PermissionsAnswer> {
  const url = `${endpoints.resourceManager}${scope}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const listed = await listAll(arm, url);
  if ('refused' in listed) {
    const { status, code } = listed.refused;
    const said = `${status} ${code}`.trim();
    return REFUSALS.includes(status) ? { refused: said } : { failed: said };
  }
  return { permissions: listed.items.map(readPermissions) };
}

/**
 * What a role allows; undefined if the caller may not read it there.
 *
 * @see https://learn.microsoft.com/rest/api/authorization/role-definitions/get
 */
export async function permissionsOfRole(
  { arm, endpoints }: SignedIn,
  scope: string,
  roleId: string,
): Promise<Permissions[] | undefined> {
  const path = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  const { status, body } = await arm.get(`${endpoints.resourceManager}${path}?api-version=2022-04-01`);
  return status === 200 && asText(body.name) !== ''
    ? asObjects(asObject(body.properties).permissions).map(readPermissions)
    : undefined;
}

function readPermissions({ actions, notActions }: JsonObject): Permissions {
  return { actions: asTexts(actions), notActions: asTexts(notActions) };
}

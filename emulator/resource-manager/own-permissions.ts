import type { Caller } from '../entra/access-tokens';
import type { Guesses } from '../guesses';
import type { JsonObject } from '../server/json';
import { sameText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { AccessControl } from './access-control';
import { anyApiVersion } from './api-versions';
import { authorizationFailed } from './arm-errors';
import { type Permissions, permissionsOf } from './role-permissions';
import { scopeAt } from './scopes';
import type { Subscriptions } from './subscriptions';

const ACTION = 'Microsoft.Authorization/permissions/read';

/** What the service needs to answer. */
export interface OwnPermissionsParts {
  readonly subscriptions: Subscriptions;
  readonly access: AccessControl;
  readonly guesses: Guesses;
}

/**
 * What callers may do at a scope, a block for each role.
 *
 * @see https://learn.microsoft.com/rest/api/authorization/permissions
 */
export function addOwnPermissionsRoute(arm: GuardedRouter<Caller>, parts: OwnPermissionsParts): void {
  arm.on('GET', '/{scope*}/providers/Microsoft.Authorization/permissions', (caller, request, { scope: path }) => {
    anyApiVersion(request);
    const { subscriptions, access, guesses } = parts;
    const scope = scopeAt(subscriptions, path);
    access.demand(caller, scope, ACTION);
    const isDelegated = !sameText(caller.tenantId, scope.subscription.tenantId);
    if (isDelegated && guesses.is('permissionsOnDelegatedScope', 'refused')) {
      throw authorizationFailed(caller.clientId ?? caller.objectId, caller.objectId, ACTION, scope.id);
    }
    const value = access.rolesOf(caller, scope).map(role => shownPermissions(permissionsOf(role)));
    return { status: 200, body: { value } };
  });
}

/** What a role allows, as Azure writes it. */
export function shownPermissions({ actions, notActions = [] }: Permissions): JsonObject {
  return { actions, notActions, dataActions: [], notDataActions: [] };
}

import { AzureBuiltInRole } from '../../lib/azure';
import type { AccessTokens, Caller } from '../entra/access-tokens';
import { TokenFault } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { EmulatedRequest } from '../server/http-message';
import { sameText } from '../server/json';
import { armRefusal, authorizationFailed } from './arm-errors';
import type { Delegations } from './delegations';
import type { ManagementGroup, ManagementGroups } from './management-groups';
import { permits } from './role-permissions';
import type { Scope } from './scopes';
import type { Subscription } from './subscriptions';

const CHALLENGE = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };

/** Lets a caller into Azure Resource Manager, or refuses. */
export function admitToResourceManager(tokens: AccessTokens, audience: string, request: EmulatedRequest): Caller {
  const caller = tokens.verify(request, audience);
  switch (caller) {
    case TokenFault.MISSING:
      throw armRefusal(
        401,
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
        CHALLENGE,
      );
    case TokenFault.INVALID:
      throw armRefusal(401, 'InvalidAuthenticationToken', 'The access token is invalid.', CHALLENGE);
    case TokenFault.EXPIRED:
      throw armRefusal(401, 'ExpiredAuthenticationToken', 'The access token has expired.', CHALLENGE);
    case TokenFault.WRONG_AUDIENCE:
      throw armRefusal(
        401,
        'InvalidAuthenticationTokenAudience',
        'The access token has been obtained for wrong audience or resource.',
        CHALLENGE,
      );
    default:
      return caller;
  }
}

/** Judges what a caller may do at a scope: by the subscription's own role assignments, or by a delegation. */
export class AccessControl {
  constructor(
    private readonly directory: Directory,
    private readonly delegations: Delegations,
    private readonly managementGroups: ManagementGroups,
  ) {}

  /** Refuses unless a role of the caller permits the action. */
  public demand(caller: Caller, scope: Scope, action: string): void {
    this.demandTenant(caller, scope.subscription);
    if (!this.may(caller, scope, action)) {
      throw authorizationFailed(caller.clientId ?? caller.objectId, caller.objectId, action, scope.id);
    }
  }

  /** Whether a role of the caller permits the action. */
  public may(caller: Caller, scope: Scope, action: string): boolean {
    return this.rolesOf(caller, scope).some(role => permits(role, action));
  }

  /** Whether the caller holds a certain role. */
  public holds(caller: Caller, scope: Scope, role: AzureBuiltInRole): boolean {
    return this.rolesOf(caller, scope).some(held => AzureBuiltInRole.of(held).isSameAs(role));
  }

  /** The management group, if it exists and a role of the caller there permits the action. */
  public demandAtManagementGroup(caller: Caller, name: string, action: string): ManagementGroup {
    const group = this.managementGroups.find(name);
    const identities = this.directory.identitiesOf(caller.objectId, caller.tenantId);
    const isPermitted =
      group !== undefined &&
      sameText(group.tenantId, caller.tenantId) &&
      group.roleAssignments.some(
        held => identities.has(held.principalId.toLowerCase()) && permits(held.roleId, action),
      );
    if (!isPermitted) {
      // Azure does not tell whether a group of somebody else exists.
      const scope = `/providers/Microsoft.Management/managementGroups/${name}`;
      throw authorizationFailed(caller.clientId ?? caller.objectId, caller.objectId, action, scope);
    }
    return group;
  }

  /** Refuses a token of a tenant that has nothing to do with the subscription. */
  private demandTenant(caller: Caller, subscription: Subscription): void {
    if (
      !sameText(caller.tenantId, subscription.tenantId) &&
      !this.delegations.managingTenants(subscription).includes(caller.tenantId.toLowerCase())
    ) {
      throw armRefusal(
        401,
        'InvalidAuthenticationTokenTenant',
        `The access token is from the wrong issuer. It must match the tenant '${subscription.tenantId}' associated ` +
          `with this subscription, but is of tenant '${caller.tenantId}'. If the subscription is transferred to ` +
          'another tenant there is no impact to the services, but information about new tenant could take time to ' +
          'propagate (up to an hour).',
        CHALLENGE,
      );
    }
  }

  /** The roles that the caller holds at the scope, by whatever right. */
  public rolesOf(caller: Caller, scope: Scope): string[] {
    const identities = this.directory.identitiesOf(caller.objectId, caller.tenantId);
    return sameText(caller.tenantId, scope.subscription.tenantId)
      ? [
          ...scope.subscription.roleAssignments,
          ...this.managementGroups.rightsIn(scope.subscription).map(({ principalId, roleId }) => ({
            principalId,
            roleId,
            resourceGroup: undefined,
          })),
        ]
          .filter(assignment => identities.has(assignment.principalId.toLowerCase()))
          .filter(({ resourceGroup }) => !resourceGroup || sameText(resourceGroup, scope.resourceGroup ?? ''))
          .map(assignment => assignment.roleId)
      : this.delegations.delegatedRoles(caller.tenantId, identities, scope);
  }
}

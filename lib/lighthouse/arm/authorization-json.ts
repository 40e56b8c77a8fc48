import { lowerCaseGuid } from '../../terraform';
import type { Authorization } from '../offer/authorization';
import type { Principal } from '../offer/principal';

/**
 * Authorizations as a registration definition has them, in templates and in the parameters of a policy.
 *
 * @see https://learn.microsoft.com/azure/templates/microsoft.managedservices/registrationdefinitions
 */
export interface AuthorizationJson {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  readonly delegatedRoleDefinitionIds?: string[];
  readonly justInTimeAccessPolicy?: {
    readonly multiFactorAuthProvider: 'Azure' | 'None';
    readonly maximumActivationDuration: string;
    readonly managedByTenantApprovers?: object[];
  };
}

/**
 * @param withEmptyLists whether lists are written out even if they are empty: the expressions of a policy cannot ask
 * whether a member is there
 */
export function authorizationJson(authorization: Authorization, withEmptyLists = false): AuthorizationJson {
  const { principal, role, isPermanent, delegatedRoles, justInTimePolicy } = authorization;
  const list = <T>(items: T[]) => (items.length > 0 || withEmptyLists ? items : undefined);
  const roles = list(delegatedRoles.map(delegated => lowerCaseGuid(delegated.id)));
  const approvers = list((justInTimePolicy?.approvers ?? []).map(person));
  return {
    ...person(principal),
    roleDefinitionId: lowerCaseGuid(role.id),
    ...(isPermanent && roles && { delegatedRoleDefinitionIds: roles }),
    ...(justInTimePolicy && {
      justInTimeAccessPolicy: {
        multiFactorAuthProvider: justInTimePolicy.multiFactorAuthentication ? 'Azure' : 'None',
        maximumActivationDuration: justInTimePolicy.maximumActivationDuration,
        ...(approvers && { managedByTenantApprovers: approvers }),
      },
    }),
  };
}

function person({ id, displayName }: Principal) {
  return { principalId: id, ...(displayName !== undefined && { principalIdDisplayName: displayName }) };
}

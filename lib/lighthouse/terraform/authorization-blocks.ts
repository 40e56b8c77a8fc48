import { lowerCaseGuid } from '../../terraform';
import type { Authorization } from '../offer/authorization';

/** A role that a principal holds all the time, as azurerm takes it. */
export function permanentBlock({ principal, role, delegatedRoles }: Authorization) {
  return {
    principalId: principal.id,
    principalDisplayName: principal.displayName,
    roleDefinitionId: lowerCaseGuid(role.id),
    delegatedRoleDefinitionIds: unlessEmpty(delegatedRoles.map(delegated => lowerCaseGuid(delegated.id))),
  };
}

/** A role that a principal has to activate first, as azurerm takes it. */
export function eligibleBlock({ principal, role, justInTimePolicy }: Authorization) {
  return {
    principalId: principal.id,
    principalDisplayName: principal.displayName,
    roleDefinitionId: lowerCaseGuid(role.id),
    justInTimeAccessPolicy: justInTimePolicy && {
      maximumActivationDuration: justInTimePolicy.maximumActivationDuration,
      multiFactorAuthProvider: justInTimePolicy.multiFactorAuthentication ? 'Azure' : undefined,
      approver: unlessEmpty(
        justInTimePolicy.approvers.map(approver => ({
          principalId: approver.id,
          principalDisplayName: approver.displayName,
        })),
      ),
    },
  };
}

/** Nothing is written where there is nothing to say. */
export function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

import { BUILT_IN_ROLE } from '../../azure';
import { asGiven, listOf, mapOf, ofKind, type Properties } from '../../declaration';
import { type IPecAutomation, partnerPrincipal } from '../../principals';
import { OFFER } from '../offer/kinds';
import type { LighthouseDelegationProps } from '../terraform/lighthouse-delegation';

/** What is delegated and who earns by it: the same for every subscription of a customer. */
export type DelegatedAccess = Pick<LighthouseDelegationProps, 'offer' | 'automation' | 'automationRole'>;

/** Where it is delegated. */
export type DelegatedScope = Pick<
  LighthouseDelegationProps,
  'resourceGroups' | 'definitionId' | 'assignmentId' | 'resourceGroupAssignmentIds'
>;

/** Both, at one subscription. */
export type DelegatedSubscription = DelegatedAccess & DelegatedScope & { readonly subscriptionId: string };

/** How to take what is delegated to whom. */
export const DELEGATED_ACCESS: Properties<DelegatedAccess> = {
  offer: ofKind(OFFER),
  automation: partnerPrincipal<IPecAutomation>,
  automationRole: ofKind(BUILT_IN_ROLE),
};

/** How to take where it is delegated. */
export const DELEGATED_SCOPE: Properties<DelegatedScope> = {
  resourceGroups: listOf<string>(asGiven, 'a list of names of resource groups'),
  definitionId: asGiven,
  assignmentId: asGiven,
  resourceGroupAssignmentIds: mapOf<string>(asGiven, 'ids by the names of resource groups'),
};

import type { Delegation } from '../lighthouse';
import { Onboarding } from '../lighthouse';
import type { PartnerAdminLink } from '../principals';
import { lowerCaseGuid } from '../terraform';
import type { CustomerFacts } from './customer-facts';
import { linkedPartnerId } from './rules';

import { type DeclaredDelegation, EarnsBy, type FormerDelegation } from './declared-delegation';

/** A delegation as `readiness.json` tells it. */
export function declaredDelegation(
  delegation: Delegation,
  { adminOnBehalfOf }: Pick<CustomerFacts, 'adminOnBehalfOf'>,
  links: PartnerAdminLink[],
): DeclaredDelegation {
  const { principal, authorizations } = delegation;
  return {
    ...formerDelegation(delegation),
    earnsBy: adminOnBehalfOf === true ? EarnsBy.ADMIN_ON_BEHALF_OF : EARNS_BY[delegation.onboarding],
    assignmentIds: chosenIds(delegation)?.assignments,
    automation: principal && {
      principalId: lowerCaseGuid(principal.principalId),
      clientId: principal.clientId,
      partnerId: linkedPartnerId(principal, links),
      memberOf: principal.memberOf,
    },
    authorizations: authorizations.map(({ principal: holder, role, isPermanent }) => ({
      principalId: holder.id,
      principalName: holder.displayName,
      roleId: lowerCaseGuid(role.id),
      permanent: isPermanent,
    })),
  };
}

/** What an offboarded customer had delegated, as `readiness.json` tells it. */
export function formerDelegation(delegation: Delegation): FormerDelegation {
  const { subscriptionId, managementGroupId, resourceGroups, managingTenantId } = delegation;
  return {
    subscriptionId: subscriptionId ?? managementGroupId ?? '',
    resourceGroups,
    // What reports call an existing delegation is no name that Azure has.
    offer: delegation.onboarding === Onboarding.EXISTING ? '' : delegation.offerName,
    managingTenantId,
    definitionId: chosenIds(delegation)?.definition,
  };
}

/** The ids that Azure has because this package chose them; those of an offer in the marketplace Azure makes. */
function chosenIds({ onboarding, ids }: Delegation): Delegation['ids'] {
  return onboarding === Onboarding.MARKETPLACE ? undefined : ids;
}

const EARNS_BY: Record<Onboarding, EarnsBy> = {
  [Onboarding.TERRAFORM]: EarnsBy.DELEGATION,
  [Onboarding.ARM_TEMPLATE]: EarnsBy.DELEGATION,
  [Onboarding.MARKETPLACE]: EarnsBy.MARKETPLACE,
  [Onboarding.EXISTING]: EarnsBy.LINKED_ACCOUNT,
  [Onboarding.POLICY]: EarnsBy.POLICY,
};

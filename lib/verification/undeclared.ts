import type { LiveDelegation } from '../azure-live';
import { EarnsBy, type FormerDelegation } from '../readiness';
import { type UndeclaredDelegation, type VerifiableCustomer } from '../reports';
import { matching } from './comparison';
import { earningAt } from './earning';
import { grouped } from './grouped';
import type { Knowledge } from './knowledge';

/** The live delegations that nobody declared, not even of an offboarded customer. */
export function undeclaredAmong(
  { subscriptions, earning }: Knowledge,
  customers: readonly VerifiableCustomer[],
): UndeclaredDelegation[] {
  const active = customers.flatMap(({ delegations }) => delegations);
  const declared = grouped<FormerDelegation>(
    [...active, ...customers.flatMap(({ formerSubscriptions }) => formerSubscriptions)],
    ({ subscriptionId }) => subscriptionId.toLowerCase(),
  );
  const policies = active.filter(({ earnsBy }) => earnsBy === EarnsBy.POLICY);
  return [...subscriptions].flatMap(([subscriptionId, { delegations }]) => {
    const known = new Set(
      [...(declared.get(subscriptionId) ?? []), ...policies].flatMap(each => matching(each, delegations)),
    );
    const unknown = delegations.filter(delegation => !known.has(delegation));
    return [...grouped(unknown, ({ definition }) => definition.name).values()].map(group =>
      described(subscriptionId, group, earning),
    );
  });
}

function described(
  subscriptionId: string,
  delegations: LiveDelegation[],
  earning: ReadonlySet<string>,
): UndeclaredDelegation {
  const [{ definition, customerTenantId = null }] = delegations;
  const groups = delegations.map(({ resourceGroup }) => resourceGroup).filter(group => group !== undefined);
  const resourceGroups = groups.length === delegations.length ? groups.sort() : [];
  return {
    subscriptionId,
    resourceGroups,
    tenantId: customerTenantId,
    offer: definition.offer,
    definitionId: definition.name,
    wouldEarn: earningAt(delegations, earning, resourceGroups),
  };
}

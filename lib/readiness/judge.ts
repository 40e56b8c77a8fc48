import type { IConstruct } from 'constructs';
import { AzureCloud } from '../azure';
import { CARRIED_OUT, type CarriedOut, type Delegation } from '../lighthouse';
import { PartnerAdminLink } from '../principals';
import { lowerCaseGuid } from '../terraform';
import { acknowledgementFor } from './acknowledgement';
import { CUSTOMER_FACTS, type CustomerFacts, customerAbove } from './customer-facts';
import type { CustomerReadiness, ReadinessFinding, SubscriptionReadiness } from './readiness';
import { judge, linkedPartnerId, type RuleId } from './rules';
import { Verdict } from './verdict';

/** A delegation in the tree, and whose it is. */
export interface DeclaredDelegation extends CarriedOut {
  readonly construct: IConstruct;
  readonly customer: CustomerFacts;
}

/** Every delegation below a construct. */
export function delegationsBelow(scope: IConstruct): DeclaredDelegation[] {
  return scope.node.findAll().flatMap(construct =>
    CARRIED_OUT.at(construct).map(carried => ({
      ...carried,
      construct,
      customer: customerAbove(construct) ?? customerOfItsOwn(construct, carried),
    })),
  );
}

/** Judges every customer below a construct: those who have left, too. */
export function judgeBelow(scope: IConstruct): CustomerReadiness[] {
  const links = PartnerAdminLink._inAppOf(scope);
  const delegations = new Map<CustomerFacts, DeclaredDelegation[]>(
    scope.node.findAll().flatMap(construct => CUSTOMER_FACTS.at(construct).map(customer => [customer, []])),
  );
  for (const declared of delegationsBelow(scope)) {
    delegations.set(declared.customer, [...(delegations.get(declared.customer) ?? []), declared]);
  }
  return [...delegations]
    .map(([customer, own]) => judgeCustomer(customer, own, links))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function customerOfItsOwn(construct: IConstruct, { delegation, ...known }: CarriedOut): CustomerFacts {
  const { path } = construct.node;
  return {
    key: path,
    name: known.customerName ?? path,
    tenantId: known.customerTenantId,
    cloud: AzureCloud.PUBLIC,
    onboarding: delegation.onboarding,
    hasLeft: false,
  };
}

function judgeCustomer(
  { hasLeft, cloud, onboarding, placeOf: _placeOf, ...customer }: CustomerFacts,
  declared: DeclaredDelegation[],
  links: PartnerAdminLink[],
): CustomerReadiness {
  const subscriptions = withoutCovered(
    declared.map(({ construct, ...carried }) =>
      judgeDelegation(carried, cloud, links, rule => acknowledgementFor(construct, rule)?.reason),
    ),
  );
  return {
    ...customer,
    cloud: cloud.name,
    onboarding,
    verdict: hasLeft ? Verdict.LEFT : worst(subscriptions.map(subscription => subscription.verdict)),
    subscriptions,
    advice: [...new Set(declared.flatMap(({ delegation }) => delegation.advice))],
  };
}

/**
 * Judges one delegation.
 *
 * @param acknowledged the reason with which a rule was acknowledged
 */
export function judgeDelegation(
  carried: CarriedOut,
  cloud: AzureCloud,
  links: PartnerAdminLink[],
  acknowledged: (rule: RuleId) => string | undefined,
): SubscriptionReadiness {
  const { delegation } = carried;
  const findings = judge({ ...carried, cloud, links }).map<ReadinessFinding>(finding => ({
    ...finding,
    acknowledgement: acknowledged(finding.rule),
  }));
  const { principal } = delegation;
  return {
    ...scopeOf(delegation),
    resourceGroups: [...delegation.resourceGroups],
    offer: delegation.offerName,
    principalId: principal && lowerCaseGuid(principal.principalId),
    partnerId: principal && linkedPartnerId(principal, links),
    verdict: worst(findings.map(finding => finding.verdict)),
    findings,
  };
}

function scopeOf({ subscriptionId, managementGroupId }: Delegation) {
  return managementGroupId === undefined ? { subscriptionId } : { managementGroupId };
}

/** Where one delegation earns, it makes no difference that another one of the same scope does not. */
function withoutCovered(judged: SubscriptionReadiness[]): SubscriptionReadiness[] {
  return judged.filter(
    (one, i) =>
      !judged.some((other, j) => {
        const difference = SEVERITY.indexOf(other.verdict) - SEVERITY.indexOf(one.verdict);
        return (
          i !== j && covers(other, one) && (difference < 0 || (difference === 0 && (j < i || !covers(one, other))))
        );
      }),
  );
}

/** Whether everything that one delegation is about belongs to the other's scope as well. */
function covers(other: SubscriptionReadiness, one: SubscriptionReadiness): boolean {
  const groups = other.resourceGroups.map(name => name.toLowerCase());
  return (
    other.subscriptionId === one.subscriptionId &&
    other.managementGroupId === one.managementGroupId &&
    (groups.length === 0 ||
      (one.resourceGroups.length > 0 && one.resourceGroups.every(name => groups.includes(name.toLowerCase()))))
  );
}

const SEVERITY = [Verdict.EARNS, Verdict.UNKNOWN, Verdict.DOES_NOT_EARN];

function worst(verdicts: Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (SEVERITY.indexOf(a) >= SEVERITY.indexOf(b) ? a : b), Verdict.EARNS);
}

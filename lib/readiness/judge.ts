import type { IConstruct } from 'constructs';
import { AzureCloud } from '../azure';
import { CARRIED_OUT, type CarriedOut, covers, type Delegation, reach } from '../lighthouse';
import { PartnerAdminLink } from '../principals';
import { lowerCaseGuid } from '../terraform';
import { acceptedLosses, acknowledgementFor } from './acknowledgement';
import { declaredDelegation, formerDelegation } from './tell-delegation';
import type { CustomerReadiness, SubscriptionReadiness } from './customer-readiness';
import { CUSTOMER_FACTS, type CustomerFacts, FORMERLY, customerAbove } from './customer-facts';
import { expectationAt } from './expectation';
import type { ReadinessFinding } from './finding';
import { judge, linkedPartnerId, type RuleId } from './rules';
import { Verdict } from './verdict';

/** A delegation in the tree, and whose it is. */
export interface PlacedDelegation extends CarriedOut {
  readonly construct: IConstruct;
  readonly customer: CustomerFacts;
}

/** Every delegation below a construct. */
export function delegationsBelow(scope: IConstruct): PlacedDelegation[] {
  return scope.node.findAll().flatMap(construct =>
    CARRIED_OUT.at(construct).map(carried => ({
      ...carried,
      construct,
      customer: customerAbove(construct) ?? customerOfItsOwn(construct, carried),
    })),
  );
}

/**
 * Judges every customer below a construct: the offboarded ones, too.
 *
 * @param inApp every delegation of the app
 */
export function judgeBelow(scope: IConstruct, inApp = delegationsBelow(scope.node.root)): CustomerReadiness[] {
  const links = PartnerAdminLink._inAppOf(scope);
  const constructs = new Map(
    scope.node
      .findAll()
      .flatMap(construct => CUSTOMER_FACTS.at(construct).map(customer => [customer, construct] as const)),
  );
  const delegations = new Map<CustomerFacts, PlacedDelegation[]>([...constructs.keys()].map(each => [each, []]));
  for (const declared of scope === scope.node.root ? inApp : delegationsBelow(scope)) {
    delegations.set(declared.customer, [...(delegations.get(declared.customer) ?? []), declared]);
  }
  const earning = earningElsewhere(inApp, links);
  return [...delegations]
    .map(([customer, own]) => judgeCustomer(customer, own, constructs.get(customer), links, earning))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The delegations that give PEC-Automation something, by subscription: two offers of one may be in two stacks. */
function earningElsewhere(inApp: PlacedDelegation[], links: PartnerAdminLink[]): Map<string, PlacedDelegation[]> {
  const several = new Map<string, PlacedDelegation[]>();
  for (const declared of inApp) {
    const { subscriptionId } = declared.delegation;
    if (subscriptionId !== undefined) {
      several.set(subscriptionId, [...(several.get(subscriptionId) ?? []), declared]);
    }
  }
  const earns = ({ construct: _construct, customer, ...carried }: PlacedDelegation) =>
    judgeDelegation(carried, customer, links, () => undefined).verdict === Verdict.EARNS;
  return new Map(
    [...several]
      .filter(([, delegations]) => delegations.length > 1)
      .map(([subscriptionId, delegations]) => [subscriptionId, delegations.filter(earns)]),
  );
}

function customerOfItsOwn(construct: IConstruct, { delegation, ...known }: CarriedOut): CustomerFacts {
  const { path } = construct.node;
  return {
    key: path,
    name: known.customerName ?? path,
    tenantId: known.customerTenantId,
    cloud: AzureCloud.PUBLIC,
    onboarding: delegation.onboarding,
    isOffboarded: false,
  };
}

function judgeCustomer(
  facts: CustomerFacts,
  declared: PlacedDelegation[],
  construct: IConstruct | undefined,
  links: PartnerAdminLink[],
  earning: Map<string, PlacedDelegation[]>,
): CustomerReadiness {
  const { isOffboarded, cloud, onboarding, placeOf: _placeOf, subscriptionNames = {}, ...customer } = facts;
  // What is expected of a subscription may be written at any of its offers.
  const expectationOf = ({ subscriptionId }: Delegation, own: IConstruct) =>
    declared
      .filter(({ delegation }) => delegation.subscriptionId === subscriptionId)
      .map(({ construct: at }) => expectationAt(at, construct))
      .reduce(
        (expected, other) => ({
          since: expected.since ?? other.since,
          acknowledgements: expected.acknowledgements ?? other.acknowledgements,
        }),
        expectationAt(own, construct),
      );
  const subscriptions = withoutCovered(
    declared.flatMap(({ construct: own, customer: _customer, ...carried }) => {
      const { delegation } = carried;
      const others = delegation.principal ? [] : earningBeside(delegation, earning);
      if (others.some(other => declared.some(({ construct }) => construct === other.construct))) {
        return [];
      }
      const reason = (rule: RuleId) => acknowledgementFor(own, rule)?.reason;
      const judged = others.length > 0 ? coveredBy(others, links) : judgeDelegation(carried, facts, links, reason);
      return [{ ...judged, offer: delegation.offerName, ...expectationOf(delegation, own) }];
    }),
  );
  return {
    ...customer,
    cloud: cloud.name,
    onboarding,
    verdict: isOffboarded ? Verdict.OFFBOARDED : worst(subscriptions.map(subscription => subscription.verdict)),
    subscriptions: subscriptions.map(judged => {
      const subscriptionName = subscriptionNames[judged.subscriptionId ?? ''];
      return subscriptionName === undefined ? judged : { ...judged, subscriptionName };
    }),
    acknowledgements: construct && acceptedLosses(construct),
    advice: [...new Set(declared.flatMap(({ delegation }) => delegation.advice))],
    delegations: isOffboarded ? [] : declared.map(({ delegation }) => declaredDelegation(delegation, facts, links)),
    formerSubscriptions: isOffboarded && construct ? FORMERLY.at(construct).map(formerDelegation) : undefined,
  };
}

/**
 * One way that earns is enough for a subscription: what gives PEC-Automation nothing needs another one that does, and for
 * resource groups one that reaches them.
 */
function earningBeside(
  { subscriptionId = '', resourceGroups }: Delegation,
  earning: Map<string, PlacedDelegation[]>,
): PlacedDelegation[] {
  const others = earning.get(subscriptionId) ?? [];
  return reach(
    others.map(({ delegation }) => delegation),
    resourceGroups,
  )
    ? others
    : [];
}

/** What a delegation is worth that gives PEC-Automation nothing: as much as those of other customers beside it. */
function coveredBy(others: PlacedDelegation[], links: PartnerAdminLink[]): SubscriptionReadiness {
  const { delegation, construct } = others.find(other => other.delegation.resourceGroups.length === 0) ?? others[0];
  return {
    ...judgedPlace(delegation),
    ...earnedBy(delegation, links),
    note: noteOf(delegation),
    verdict: Verdict.EARNS,
    findings: [
      {
        rule: 'automation-authorized',
        verdict: Verdict.EARNS,
        reason: `the subscription earns by the offer "${delegation.offerName}" of ${construct.node.path}`,
        cure: '',
        needsAcknowledgement: false,
      },
    ],
  };
}

/**
 * Judges one delegation.
 *
 * @param acknowledged the reason with which a rule was acknowledged
 */
export function judgeDelegation(
  carried: CarriedOut,
  { cloud, agreement, adminOnBehalfOf }: Pick<CustomerFacts, 'cloud' | 'agreement' | 'adminOnBehalfOf'>,
  links: PartnerAdminLink[],
  acknowledged: (rule: RuleId) => string | undefined,
): SubscriptionReadiness {
  const { delegation } = carried;
  const subject = { ...carried, cloud, agreement, adminOnBehalfOf, links };
  const findings = judge(subject).map<ReadinessFinding>(finding => ({
    ...finding,
    acknowledgement: acknowledged(finding.rule),
  }));
  const verdict = worst(findings.map(finding => finding.verdict));
  return {
    ...judgedPlace(delegation),
    ...earnedBy(delegation, links),
    note: verdict === Verdict.EARNS && adminOnBehalfOf !== true ? noteOf(delegation) : undefined,
    verdict,
    findings,
  };
}

function earnedBy({ principal }: Delegation, links: PartnerAdminLink[]) {
  return {
    principalId: principal && lowerCaseGuid(principal.principalId),
    partnerId: principal && linkedPartnerId(principal, links),
  };
}

function judgedPlace(delegation: Delegation) {
  return {
    ...scopeOf(delegation),
    resourceGroups: [...delegation.resourceGroups],
    offer: delegation.offerName,
  };
}

function noteOf({ resourceGroups: { length } }: Delegation): string | undefined {
  const groups = length === 1 ? '1 resource group' : `${length} resource groups`;
  return length === 0 ? undefined : `earns in ${groups}; the rest of the subscription does not`;
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
          i !== j && includes(other, one) && (difference < 0 || (difference === 0 && (j < i || !includes(one, other))))
        );
      }),
  );
}

/** Whether everything that one delegation is about belongs to the other's scope as well. */
function includes(other: SubscriptionReadiness, one: SubscriptionReadiness): boolean {
  return (
    other.subscriptionId === one.subscriptionId &&
    other.managementGroupId === one.managementGroupId &&
    covers(other.resourceGroups, one.resourceGroups)
  );
}

const SEVERITY = [Verdict.EARNS, Verdict.CANNOT_EARN, Verdict.UNKNOWN, Verdict.DOES_NOT_EARN];

function worst(verdicts: Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (SEVERITY.indexOf(a) >= SEVERITY.indexOf(b) ? a : b), Verdict.EARNS);
}

import { type FormerDelegation } from '../readiness';
import {
  type DelegationChange,
  LiveVerdict,
  type VerifiableCustomer,
  type VerificationContent,
  type VerifiedCustomer,
  type VerifiedSubscription,
  worstOf,
} from '../reports';
import { eventsOf } from './absence';
import { judgeActive } from './active-delegation';
import { groupsOf } from './comparison';
import { judgeFormer } from './former-delegation';
import { judgeIdentities } from './identities';
import type { Judgement } from './judgement';
import { Knowledge, type VerificationInput } from './knowledge';
import { sightsOf } from './sight';
import { undeclaredAmong } from './undeclared';

/** Compares what was declared with what was seen. Asks nobody: the same input gives the same answer. */
export function verify(input: VerificationInput): VerificationContent {
  const { observations, readinessSha256, as, selection, notes, only, customers } = input;
  const knowledge = new Knowledge(input);
  return {
    verifiedAt: input.now.toISOString(),
    readinessSha256,
    as,
    signedIn: observations.signedIn,
    selection: selection ?? (only && `customers ${[...only].join(', ')}`),
    notes,
    ...judgeIdentities(observations.identities, customers),
    customers: customers
      .filter(({ key }) => only?.has(key) ?? true)
      .map(customer => judgeCustomer(customer, knowledge)),
    undeclared: selection === undefined ? undeclaredAmong(knowledge, customers) : [],
  };
}

function judgeCustomer(customer: VerifiableCustomer, knowledge: Knowledge): VerifiedCustomer {
  const { key, name, tenantId, delegations, formerSubscriptions } = customer;
  const subscriptions = [
    ...delegations.map(declared => entryOf(declared, judgeActive(declared, tenantId, knowledge), knowledge)),
    ...formerSubscriptions.map(former => entryOf(former, judgeFormer(former, knowledge), knowledge)),
  ];
  // Of an offboarded customer without a trace there is nothing to look for.
  const verdict =
    subscriptions.length === 0 ? LiveVerdict.NOT_CHECKED : worstOf(subscriptions.map(each => each.verdict));
  return { key, name, tenantId, verdict, subscriptions };
}

function entryOf(
  declared: FormerDelegation,
  { matched, ...judgement }: Judgement,
  knowledge: Knowledge,
): VerifiedSubscription {
  const { subscriptionId, resourceGroups, offer, definitionId = null } = declared;
  const now = knowledge.now.toISOString();
  const earlier = knowledge.earlier(declared);
  const wasSeen = matched !== undefined || judgement.verdict === LiveVerdict.ACCESS_ONLY;
  const by = matched === undefined ? (earlier?.by ?? []) : sightsOf(matched);
  return {
    subscriptionId,
    resourceGroups,
    offer,
    definitionId,
    ...judgement,
    change: CHANGED.includes(judgement.verdict) ? lastChange(declared, knowledge) : null,
    seen: wasSeen ? { first: earlier?.first ?? now, last: now, by } : (earlier ?? null),
  };
}

const CHANGED = [LiveVerdict.MISSING, LiveVerdict.DIFFERS];

function lastChange(declared: FormerDelegation, { observations }: Knowledge): DelegationChange | null {
  const events = [undefined, ...groupsOf(declared)].flatMap(group => eventsOf(observations.activity, declared, group));
  const last = events.sort((a, b) => (a.time < b.time ? -1 : 1)).at(-1);
  return last === undefined ? null : { time: last.time, operation: last.operation, caller: last.caller };
}

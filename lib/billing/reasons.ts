import { Verdict } from '../readiness';
import type { LossCause } from '../reports';
import type { Proof } from './account';
import { type DayFacts, isOutsideOf } from './account-days';
import { causeOf } from './causes';
import { type Day, isoOf } from './day';
import type { DeclaredSubscription } from './declared-customer';
import { type ReasonContext, timingOf } from './timing';

const PROOFS: Record<Proof, string> = {
  certain: 'certain: the same resource earned on another day',
  likely: 'likely: the same meter earned in some subscription',
  unproven: 'unproven: no file shows whether this usage can earn',
};

const WHERE = 'look at the link, the organisation of the Partner ID, the role and the agreement';

const WHO = '"pec verify --activity" says who changed what';

/** How many resource groups a reason names. */
const MOST_GROUPS = 5;

/** Why a day is what it is, each a text `code: sentence`. The codes are public: programs read them. */
export function reasonsOf(day: Day, facts: DayFacts, context: ReasonContext): string[] {
  const hasLost = facts.proofs.size > 0;
  return [
    ...(hasLost ? lossReasons(day, facts, context) : []),
    ...(facts.hasEarned ? earningReasons(context.readiness) : []),
  ];
}

function lossReasons(day: Day, facts: DayFacts, context: ReasonContext): string[] {
  const { proofs, accepted, hasEarned } = facts;
  return [
    ...(['certain', 'likely', 'unproven'] as const).filter(proof => proofs.has(proof)).map(proof => PROOFS[proof]),
    ...(hasEarned ? [] : [timingReason(day, context)]),
    ...(context.nobodyEarned(day)
      ? ['everyone: no customer who should earn did; look at the partner admin link and at PEC-Automation itself']
      : []),
    ...groupReasons(facts, context.declared),
    ...causeReasons(day, facts, context),
    ...[...accepted].map(reason => `acknowledged: ${reason}`),
  ];
}

/** Where a day stands among those on which the subscription earned, as a reason. */
function timingReason(day: Day, context: ReasonContext): string {
  const { declared, readiness, earningDays } = context;
  const before = earningDays.filter(earning => earning < day).at(-1) ?? day;
  const after = earningDays.find(earning => earning > day) ?? day;
  switch (timingOf(day, context)) {
    case 'never':
      return `never: the subscription earned on no day${readiness === Verdict.CANNOT_EARN ? '' : `; ${WHERE}`}`;
    case 'not-yet':
      return declared.since !== undefined && day < declared.since
        ? `not-yet: credit is expected since ${isoOf(declared.since)}`
        : `not-yet: the first day that earned is ${isoOf(after)}`;
    case 'no-longer':
      return `no-longer: the last day that earned is ${isoOf(before)}; ${WHO}`;
    case 'gap':
      return `gap: it earned on ${isoOf(before)} and on ${isoOf(after)}, and not in between; ${WHO}`;
  }
}

function groupReasons({ lossyGroups, hasEarned }: DayFacts, { resourceGroups }: DeclaredSubscription): string[] {
  const outside = [...lossyGroups].filter(group => isOutsideOf(resourceGroups, group));
  return [
    ...(outside.length > 0
      ? [`outside-resource-groups: not delegated are ${named(outside)}, only ${named([...resourceGroups])}`]
      : []),
    ...(hasEarned ? [`lost-in: usage did not earn in ${named([...lossyGroups])}`] : []),
  ];
}

/** What a cause says beside where the loss was, and when. */
const CAUSE_REASONS: Partial<Record<LossCause, string>> = {
  'cannot-earn':
    'cannot-earn: the customer is declared under an agreement on which Microsoft pays no credit; nobody has to act',
  'by-policy':
    'by-policy: a policy delegates what is below a management group, and no bill says what that is; so it is no alarm',
  'azure-credit':
    'azure-credit: Azure credit is on rows that did not earn; that proves nothing, and is what to look at first',
  promotion:
    'promotion: rows that did not earn were charged below the list price; that proves nothing, and is what to look at first',
};

function causeReasons(day: Day, facts: DayFacts, context: ReasonContext): string[] {
  const causes = new Set([...facts.lostAt.keys()].map(place => causeOf(place, day, facts, context)));
  return [...causes].flatMap(cause => CAUSE_REASONS[cause] ?? []).sort();
}

function earningReasons(readiness: Verdict): string[] {
  switch (readiness) {
    case Verdict.OFFBOARDED:
      return ['offboarded: the customer still earns; somebody still has access'];
    case Verdict.DOES_NOT_EARN:
      return ['earns-anyway: the declaration does not earn; other access does, such as admin on behalf of (AOBO)'];
    default:
      return [];
  }
}

function named(groups: string[]): string {
  const shown = groups
    .sort()
    .slice(0, MOST_GROUPS)
    .map(group => (group === '' ? 'what is in no resource group' : group))
    .join(', ');
  return groups.length > MOST_GROUPS ? `${shown} and ${groups.length - MOST_GROUPS} more` : shown;
}

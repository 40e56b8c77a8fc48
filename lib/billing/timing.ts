import type { Verdict } from '../readiness';
import type { Day } from './day';
import type { DeclaredSubscription } from './declared-customer';

/** What the reasons of a day depend on, beside the day itself. */
export interface ReasonContext {
  readonly declared: DeclaredSubscription;
  /** What readiness says of the customer. */
  readonly readiness: Verdict;
  /** The days on which the subscription earned, in order: of all files, pending ones too. */
  readonly earningDays: readonly Day[];
  /** Whether on a day customers who should earn had usage that could, and none of them earned. */
  readonly nobodyEarned: (day: Day) => boolean;
}

/** Where a day stands among those on which the subscription earned. */
export type Timing = 'not-yet' | 'never' | 'no-longer' | 'gap';

/** Where a day on which nothing earned stands among those on which something did. */
export function timingOf(day: Day, { declared, earningDays }: ReasonContext): Timing {
  const [first, last] = [earningDays.at(0), earningDays.at(-1)];
  if (declared.since !== undefined && day < declared.since) {
    return 'not-yet';
  }
  if (first === undefined || last === undefined) {
    return 'never';
  }
  return day < first ? 'not-yet' : day > last ? 'no-longer' : 'gap';
}

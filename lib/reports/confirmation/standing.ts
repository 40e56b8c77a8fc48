import { Verdict } from '../../readiness';
import { type Money, mostMoneyFirst, sumByCurrency } from '../money';
import type { ConfirmationTotals, ConfirmedCustomer, LossTotals } from './confirmation-document';

/** What declaration and bill say together. */
export type Standing =
  | 'alarm'
  | 'other-access'
  | 'still-earns'
  | 'accepted'
  | 'unproven'
  | 'confirmed'
  | 'as-declared'
  | 'cannot-earn'
  | 'open';

/** What declaration and bill say together, for people. */
export const STANDING_NAMES: Record<Standing, string> = {
  alarm: 'Alarm: should earn, and lost',
  'other-access': 'Earns, though it should not: by other access, such as admin on behalf of (AOBO)',
  'still-earns': 'Offboarded, and still earns: somebody still has access',
  accepted: 'Lost, and no alarm: accepted, before it was expected, or the declaration does not tell',
  unproven: 'Did not earn, and nothing proves that it could',
  confirmed: 'Confirmed',
  'as-declared': 'Does not earn, as declared',
  'cannot-earn': 'Cannot earn, by its agreement: nobody has to act',
  open: 'Nothing to see yet',
};

/** The same in a word or two. */
export const STANDING_MARKS: Record<Standing, string> = {
  alarm: 'Lost',
  'other-access': 'Earns otherwise',
  'still-earns': 'Still earns',
  accepted: 'Lost, no alarm',
  unproven: 'Not proven',
  confirmed: 'Earned',
  'as-declared': 'Did not earn',
  'cannot-earn': 'Cannot earn',
  open: 'Nothing yet',
};

/** The standings in the order in which a reader needs them. */
export const STANDINGS = Object.keys(STANDING_NAMES) as Standing[];

/** The standings that somebody has to look at. */
export const NEEDS_ATTENTION: readonly Standing[] = ['alarm', 'other-access', 'still-earns', 'accepted', 'unproven'];

/** What declaration and bill say together. */
export function standingOf({ declared, verdict, isAlarm, totals }: ConfirmedCustomer): Standing {
  const hasEarned = verdict === 'earned' || verdict === 'partly';
  if (isAlarm) {
    return 'alarm';
  }
  if (hasEarned && declared === Verdict.OFFBOARDED) {
    return 'still-earns';
  }
  if (hasEarned && declared === Verdict.DOES_NOT_EARN) {
    return 'other-access';
  }
  if (verdict === 'lost' && declared === Verdict.CANNOT_EARN) {
    return 'cannot-earn';
  }
  if (verdict === 'lost' || verdict === 'partly') {
    const isExpected = declared === Verdict.EARNS || declared === Verdict.UNKNOWN;
    return !isExpected ? 'as-declared' : lostOf(totals).length > 0 ? 'accepted' : 'unproven';
  }
  return hasEarned ? 'confirmed' : 'open';
}

/** What was lost for certain or likely, by currency. */
export function lostOf(totals: readonly LossTotals[]): Money[] {
  return sumByCurrency(
    totals.flatMap(({ currency, lostCertain, lostLikely }) => [
      { currency, amount: lostCertain },
      { currency, amount: lostLikely },
    ]),
  );
}

/** What did not earn, and nothing proves that it could, by currency. */
export function unprovenOf(totals: readonly LossTotals[]): Money[] {
  return sumByCurrency(totals.map(({ currency, unproven: amount }) => ({ currency, amount })));
}

/** What was earned, by currency. */
export function earnedOf(totals: readonly ConfirmationTotals[]): Money[] {
  return sumByCurrency(totals.map(({ currency, earned }) => ({ currency, amount: earned })));
}

/** The customers in the order in which a reader needs them: alarms first, and of each standing those who lost most. */
export function costliestFirst(customers: readonly ConfirmedCustomer[]): ConfirmedCustomer[] {
  return STANDINGS.flatMap(standing =>
    mostMoneyFirst(
      customers.filter(customer => standingOf(customer) === standing),
      ({ totals }) => lostOf(totals),
    ),
  );
}

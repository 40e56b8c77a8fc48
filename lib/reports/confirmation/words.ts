import { inWords } from '../money';
import { TRUST_WORDS } from '../readiness-trust';
import { count } from '../words';
import type {
  ConfirmationDocument,
  ConfirmationTotals,
  ConfirmedDay,
  ConfirmedSubscription,
  DayVerdict,
} from './confirmation-document';
import { lostOf } from './standing';

/** What people call the verdicts. */
export const DAY_VERDICT_NAMES: Record<DayVerdict, string> = {
  lost: 'Lost',
  partly: 'Partly earned',
  earned: 'Earned',
  'nothing-eligible': 'Nothing that can earn',
  'no-usage': 'No usage',
  pending: 'Pending',
  'not-covered': 'Not covered',
};

/** Why usage cannot earn, as people say it. */
const INELIGIBLE_NAMES: Record<string, string> = {
  benefit: 'reservations and savings plans',
  correction: 'corrections',
  marketplace: 'marketplace',
  'no-usage': 'purchases and refunds',
  'nothing-billed': 'free or returned',
  'pricing-model': 'other pricing',
  spot: 'Spot',
  'third-party': 'third parties',
};

/** What everybody has to hear first, where it is so. */
export const NOBODY_EARNED =
  'Nobody earned on any day, though customers should have. Look at the partner admin link and at PEC-Automation before ' +
  'anything else.';

/** What a reader has to know of the declaration that was compared, where it is not beyond doubt. */
export function doubtOf({ readiness: { trust } }: ConfirmationDocument): string[] {
  return trust === undefined || trust === 'vouched-for' ? [] : [`Of the readiness.json: ${TRUST_WORDS[trust]}.`];
}

/** How much of the loss nobody could have had: a bill counts it as any other. */
export function outOfReachOf({ causes }: ConfirmationDocument): string[] {
  const lost = lostOf(causes.filter(({ cause }) => cause === 'cannot-earn').flatMap(({ totals }) => totals));
  return lost.length === 0
    ? []
    : [`${inWords(lost)} of the loss is of customers who cannot earn: it was never to be had.`];
}

/** Days one after the other that are not earned for the same reasons. */
export interface LossSpell {
  readonly from: string;
  readonly to: string;
  /** How many days of it lost something. */
  readonly days: number;
  readonly reasons: readonly string[];
}

/** The verdict of a subscription: that of a customer, of its own settled days alone. */
export function subscriptionVerdict({ days }: ConfirmedSubscription): DayVerdict {
  const has = (...verdicts: DayVerdict[]) => days.some(({ verdict }) => verdicts.includes(verdict));
  const [hasEarned, hasLost] = [has('earned', 'partly'), has('lost', 'partly')];
  if (hasEarned || hasLost) {
    return hasEarned && hasLost ? 'partly' : hasEarned ? 'earned' : 'lost';
  }
  return has('nothing-eligible') ? 'nothing-eligible' : 'no-usage';
}

/** The spells of a subscription; days without usage that can earn do not end one. */
export function spellsOf(days: readonly ConfirmedDay[]): LossSpell[] {
  const spells: LossSpell[] = [];
  let isOpen = false;
  for (const { date, verdict, reasons } of days) {
    const isLossy = verdict === 'lost' || verdict === 'partly';
    const last = spells.at(-1);
    if (isLossy && isOpen && last !== undefined && last.reasons.join('\n') === reasons.join('\n')) {
      spells[spells.length - 1] = { ...last, to: date, days: last.days + 1 };
    } else if (isLossy) {
      spells.push({ from: date, to: date, days: 1, reasons });
    }
    isOpen = isLossy || (isOpen && (verdict === 'no-usage' || verdict === 'nothing-eligible'));
  }
  return spells;
}

/** The days of a spell, for people. */
export function daysOf({ from, to, days }: LossSpell): string {
  return from === to ? from : `${from} to ${to} (${count(days, 'day')})`;
}

/** What the earned days say that is not as declared, each text once. */
export function surprisesOf(days: readonly ConfirmedDay[]): string[] {
  const reasons = days.flatMap(day => day.reasons).filter(reason => /^(?:offboarded|earns-anyway):/.test(reason));
  return [...new Set(reasons)];
}

/** What verification saw of a subscription that lost, each text once. */
export function liveOf({ losses }: ConfirmedSubscription): string[] {
  return [...new Set(losses.flatMap(({ live }) => (live === undefined ? [] : [`live: ${live}`])))];
}

/** An amount in each currency, such as `12.00 EUR, 3.00 USD`; empty if there is none. */
export function moneyOf(totals: readonly ConfirmationTotals[], member: MoneyMember): string {
  return totals.map(total => `${total[member]} ${total.currency}`).join(', ');
}

/** The amounts of totals. */
export type MoneyMember = 'earned' | 'lostCertain' | 'lostLikely' | 'unproven' | 'notEligible';

/** Why usage could not earn, with the amounts. */
export function ineligibleBecause({ notEligibleBecause }: ConfirmationTotals): string {
  return Object.entries(notEligibleBecause)
    .map(([why, amount]) => `${INELIGIBLE_NAMES[why] ?? why} ${amount}`)
    .join(', ');
}

/** A part as a percentage; `-` where there is none. */
export function percentOf({ coverage }: ConfirmationTotals): string {
  return coverage === null ? '-' : `${(Number(coverage) * 100).toFixed(2)} %`;
}

/** One sentence with the totals. */
export function summaryOf({ covers, totals, customers }: ConfirmationDocument): string {
  const alarms = customers.filter(({ isAlarm }) => isAlarm).length;
  const money =
    totals.length === 0
      ? 'no settled usage'
      : `${moneyOf(totals, 'earned')} earned; ${moneyOf(totals, 'lostCertain')} lost for certain; ` +
        `${moneyOf(totals, 'lostLikely')} likely`;
  return `${covers.from} to ${covers.to}: ${money}; ${alarms} of ${count(customers.length, 'customer')} should earn and lost.`;
}

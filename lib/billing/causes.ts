import { Verdict } from '../readiness';
import type { CauseTotals, LossCause, SubscriptionLoss } from '../reports';
import type { DayFacts, LossPlace } from './account-days';
import { type Day, isoOf } from './day';
import { Tallies } from './tally';
import { type ReasonContext, timingOf } from './timing';

/** What a loss is put down to: the first that applies. */
export function causeOf(place: LossPlace, day: Day, facts: DayFacts, context: ReasonContext): LossCause {
  if (place === 'acknowledged') {
    return place;
  }
  if (context.readiness === Verdict.CANNOT_EARN) {
    return 'cannot-earn';
  }
  if (context.readiness !== Verdict.EARNS && context.readiness !== Verdict.UNKNOWN) {
    return 'as-declared';
  }
  const { since } = context.declared;
  if (since !== undefined && day < since) {
    return 'not-yet';
  }
  if (context.nobodyEarned(day)) {
    return 'everyone';
  }
  if (place === 'outside-resource-groups') {
    return place;
  }
  if (!facts.hasEarned) {
    const timing = timingOf(day, context);
    return timing === 'never' && context.declared.byPolicy ? 'by-policy' : timing;
  }
  // What else is on the rows is asked last; where nothing is, all that can be said is where they are.
  return place === 'delegated' ? 'lost-in' : place;
}

/** The losses of one cause. */
class CauseTally {
  public readonly tallies = new Tallies();
  public readonly days = new Set<Day>();
  public readonly customers = new Set<string>();
  public subscriptions = 0;
}

/** Losses by cause, exact until somebody asks for a text. */
export class Causes {
  private readonly byCause = new Map<LossCause, CauseTally>();

  /** Adds what was lost on a day. */
  public add(cause: LossCause, day: Day, tallies: Tallies): void {
    const tally = this.of(cause);
    tally.days.add(day);
    tally.tallies.addAll(tallies);
  }

  /** Adds the losses of a subscription. */
  public addSubscription(customer: string, { byCause }: Causes): void {
    for (const [cause, { tallies }] of byCause) {
      const tally = this.of(cause);
      tally.tallies.addAll(tallies);
      tally.customers.add(customer);
      tally.subscriptions++;
    }
  }

  /** The losses of one subscription, by their first day. */
  public toLosses(): SubscriptionLoss[] {
    return [...this.byCause]
      .map(([cause, { days, tallies }]) => ({
        cause,
        from: isoOf(Math.min(...days)),
        to: isoOf(Math.max(...days)),
        days: days.size,
        totals: tallies.toLossTotals(),
      }))
      .sort((a, b) => (a.from < b.from || (a.from === b.from && a.cause < b.cause) ? -1 : 1));
  }

  /** The losses of everybody, by cause. */
  public toTotals(): CauseTotals[] {
    return [...this.byCause]
      .map(([cause, { customers, subscriptions, tallies }]) => ({
        cause,
        customers: customers.size,
        subscriptions,
        totals: tallies.toLossTotals(),
      }))
      .sort((a, b) => (a.cause < b.cause ? -1 : 1));
  }

  private of(cause: LossCause): CauseTally {
    let tally = this.byCause.get(cause);
    if (tally === undefined) {
      this.byCause.set(cause, (tally = new CauseTally()));
    }
    return tally;
  }
}

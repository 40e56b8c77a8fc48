import { basename } from 'node:path';
import { Verdict } from '../readiness';
import type {
  ConfirmationDocument,
  ConfirmationSource,
  ConfirmedCustomer,
  ConfirmedDay,
  ConfirmedSubscription,
  DayVerdict,
  JudgedReadiness,
  LossCause,
  UndeclaredUsage,
} from '../reports';
import { type Account, entriesOf } from './account';
import { type DayFacts, daysOf, type LossPlace } from './account-days';
import { assign, type AssignedCustomer, type AssignedSubscription } from './assignment';
import { Calendar } from './calendar';
import { causeOf, Causes } from './causes';
import { type Day, type Days, eachDay, isoOf } from './day';
import type { DeclaredCustomer } from './declared-customer';
import type { Ledger } from './ledger';
import type { SourceSummary } from './ledger-source';
import { reasonsOf } from './reasons';
import { amountOf, Tallies } from './tally';
import type { ReasonContext } from './timing';

/** What {@link confirm} is asked for. */
export interface ConfirmOptions {
  readonly customers: readonly DeclaredCustomer[];
  /** The readiness report that the customers are from. */
  readonly readiness: JudgedReadiness;
  /**
   * The days that are judged.
   *
   * @default - from the first day with usage to the last
   */
  readonly days?: Days;
  /** How many days at the end may be pending. */
  readonly toleranceDays: number;
  /** Whether the resources that lost are named. */
  readonly withResources: boolean;
}

/**
 * Compares what was declared with what was paid.
 *
 * @throws Error if no file covers any of the days
 */
export function confirm(ledger: Ledger, options: ConfirmOptions): ConfirmationDocument {
  const days = options.days ?? ledger.days;
  if (days === undefined || !eachDay(days).some(day => ledger.covers(day))) {
    throw new Error(
      days === undefined
        ? 'the files hold no usage'
        : `the files hold nothing of ${isoOf(days.from)} to ${isoOf(days.to)}; give those of these days`,
    );
  }
  return new Confirmation(ledger, new Calendar(ledger, days, options.toleranceDays), options).toDocument();
}

/** One comparison. */
class Confirmation {
  private readonly totals = new Tallies();
  private readonly causes = new Causes();
  private readonly assignment;
  private readonly nobodyEarnedAtAll: boolean;
  private readonly daysWithoutAnybody: ReadonlySet<Day>;

  constructor(
    private readonly ledger: Ledger,
    private readonly calendar: Calendar,
    private readonly options: ConfirmOptions,
  ) {
    this.assignment = assign(ledger, options.customers);
    const expected = this.assignment.customers
      .filter(({ declared }) => declared.verdict === Verdict.EARNS)
      .map(({ subscriptions }) => subscriptions.flatMap(({ accounts }) => accounts));
    this.daysWithoutAnybody = daysWithoutAnybody(expected);
    this.nobodyEarnedAtAll =
      ![...ledger.accounts].some(account => earningDaysOf([account]).length > 0) &&
      expected
        .flat()
        .some(account =>
          [...entriesOf(account)].some(({ day, hasLost }) => hasLost && calendar.statusOf(day) === 'settled'),
        );
  }

  public toDocument(): ConfirmationDocument {
    const { from, to } = this.calendar.days;
    const customers = this.assignment.customers.map(customer => this.customerOf(customer));
    const undeclared = this.assignment.undeclared.map(account => this.undeclaredOf(account));
    return {
      version: 2,
      covers: { from: isoOf(from), to: isoOf(to) },
      readiness: this.options.readiness,
      sources: this.ledger.sources.map(sourceOf),
      nobodyEarned: this.nobodyEarnedAtAll,
      totals: this.totals.toTotals(),
      causes: this.causes.toTotals(),
      customers,
      undeclared: undeclared.filter(usage => usage !== undefined),
    };
  }

  private customerOf({ declared, subscriptions }: AssignedCustomer): ConfirmedCustomer {
    const all = subscriptions.map(subscription => this.factsOf(subscription, declared));
    const settled = all.flatMap(facts => this.settled(facts));
    const totals = new Tallies();
    settled.forEach(({ tallies }) => totals.addAll(tallies));
    return {
      key: declared.key,
      tenantId: declared.tenantId ?? null,
      name: declared.name,
      declared: declared.verdict,
      verdict: verdictOf(settled),
      isAlarm:
        declared.verdict === Verdict.EARNS &&
        subscriptions.some(
          (subscription, i) => isExpected(subscription) && this.settled(all[i]).some(({ isAlarming }) => isAlarming),
        ),
      totals: totals.toTotals(),
      subscriptions: subscriptions.map((subscription, i) => this.subscriptionOf(subscription, declared, all[i])),
    };
  }

  private factsOf({ accounts, declared: own }: AssignedSubscription, { acknowledgements }: DeclaredCustomer) {
    return daysOf(this.ledger, accounts, {
      calendar: this.calendar,
      withResources: this.options.withResources,
      declared: { ...own, acknowledgements: [...own.acknowledgements, ...acknowledgements] },
    });
  }

  private subscriptionOf(
    { declared, accounts }: AssignedSubscription,
    { key, verdict }: DeclaredCustomer,
    facts: Map<Day, DayFacts>,
  ): ConfirmedSubscription {
    const context: ReasonContext = {
      declared,
      readiness: verdict,
      earningDays: earningDaysOf(accounts),
      nobodyEarned: (day: Day) => this.nobodyEarnedAtAll || this.daysWithoutAnybody.has(day),
    };
    const causes = this.causesOf(facts, (place, day, ofDay) => causeOf(place, day, ofDay, context));
    this.causes.addSubscription(key, causes);
    return {
      subscriptionId: declared.subscriptionId,
      totals: this.total(facts).toTotals(),
      losses: causes.toLosses(),
      days: eachDay(this.calendar.days).map(day => {
        const status = this.calendar.statusOf(day);
        const ofDay = facts.get(day);
        const reasons = ofDay && status === 'settled' ? reasonsOf(day, ofDay, context) : [];
        return dayOf(day, status === 'settled' ? verdictOf(ofDay ? [ofDay] : []) : status, ofDay, reasons);
      }),
    };
  }

  /** Usage that nobody declared; undefined if all of it is of other days. */
  private undeclaredOf(account: Account): UndeclaredUsage | undefined {
    const facts = daysOf(this.ledger, [account], { calendar: this.calendar, withResources: false });
    this.causes.addSubscription(
      account.tenantId,
      this.causesOf(facts, () => 'undeclared'),
    );
    return facts.size === 0
      ? undefined
      : {
          tenantId: account.tenantId || null,
          subscriptionId: account.subscriptionId || null,
          name: account.customerName,
          totals: this.total(facts).toTotals(),
        };
  }

  /** Sums the settled days, here and in the total of everything. */
  private total(facts: Map<Day, DayFacts>): Tallies {
    const totals = new Tallies();
    this.settled(facts).forEach(({ tallies }) => totals.addAll(tallies));
    this.totals.addAll(totals);
    return totals;
  }

  private causesOf(
    facts: Map<Day, DayFacts>,
    cause: (place: LossPlace, day: Day, facts: DayFacts) => LossCause,
  ): Causes {
    const causes = new Causes();
    for (const [day, ofDay] of facts) {
      if (this.calendar.statusOf(day) === 'settled') {
        ofDay.lostAt.forEach((tallies, place) => causes.add(cause(place, day, ofDay), day, tallies));
      }
    }
    return causes;
  }

  private settled(facts: Map<Day, DayFacts>): DayFacts[] {
    return [...facts].filter(([day]) => this.calendar.statusOf(day) === 'settled').map(([, ofDay]) => ofDay);
  }
}

/** Whether somebody can say that a subscription should earn: the declaration, or that it did. */
function isExpected({ declared, accounts }: AssignedSubscription): boolean {
  return declared.byPolicy !== true || earningDaysOf(accounts).length > 0;
}

/** The verdict of all rows of some days. */
function verdictOf(days: readonly DayFacts[]): DayVerdict {
  const hasEarned = days.some(day => day.hasEarned);
  const hasLost = days.some(({ proofs }) => proofs.size > 0);
  if (hasEarned || hasLost) {
    return hasEarned && hasLost ? 'partly' : hasEarned ? 'earned' : 'lost';
  }
  return days.length > 0 ? 'nothing-eligible' : 'no-usage';
}

function dayOf(day: Day, verdict: DayVerdict, facts: DayFacts | undefined, reasons: string[]): ConfirmedDay {
  const [first, ...others] = (facts?.tallies.all ?? []).map(tally => ({
    currency: tally.currency,
    earned: amountOf(tally.earned),
    lost: amountOf(tally.allLost),
    ...(tally.allLost.sign > 0 ? tally.toLossTotals() : {}),
  }));
  return {
    date: isoOf(day),
    verdict,
    ...(first ?? { currency: null, earned: '0', lost: '0' }),
    reasons,
    ...(others.length > 0 ? { otherCurrencies: others } : {}),
    ...(facts !== undefined && facts.resources.length > 0 ? { resources: facts.resources } : {}),
  };
}

/** The days on which two or more customers should have earned, had usage that could, and none of them did. */
function daysWithoutAnybody(customers: Account[][]): Set<Day> {
  const losing = new Map<Day, number>();
  const earning = new Set<Day>();
  for (const accounts of customers) {
    const entries = accounts.flatMap(account => [...entriesOf(account)]);
    entries.filter(({ earned }) => earned !== undefined).forEach(({ day }) => earning.add(day));
    for (const day of new Set(entries.filter(({ hasLost }) => hasLost).map(entry => entry.day))) {
      losing.set(day, (losing.get(day) ?? 0) + 1);
    }
  }
  return new Set([...losing].filter(([day, count]) => count > 1 && !earning.has(day)).map(([day]) => day));
}

function earningDaysOf(accounts: readonly Account[]): Day[] {
  const entries = accounts.flatMap(account => [...entriesOf(account)]).filter(({ earned }) => earned !== undefined);
  return [...new Set(entries.map(({ day }) => day))].sort((a, b) => a - b);
}

function sourceOf({ name, format, days, rows }: SourceSummary): ConfirmationSource {
  return {
    name: basename(name),
    format,
    from: isoOf(Math.min(...days)),
    to: isoOf(Math.max(...days)),
    rows,
  };
}

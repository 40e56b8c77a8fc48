import type { Clue } from './clue';
import type { EarnedNet } from './credit';
import type { Day } from './day';
import type { Ineligible } from './ineligible';
import type { SourceSummary } from './ledger-source';
import type { Units } from './money';

/** How sure it is that a row that earned nothing could have earned: a loss, or no loss at all. */
export type Proof = 'certain' | 'likely' | 'unproven';

/** A source, and the number of the invoice of some of its rows. */
export interface Origin {
  readonly source: SourceSummary;
  readonly invoice: string;
}

/**
 * The rows of a subscription on a day in a currency. A large bill has a hundred thousand of these, so it holds nothing
 * that few of them need.
 */
export interface DayEntry {
  /** Its number among all entries. */
  readonly number: number;
  readonly day: Day;
  readonly currency: string;
  /** What earned; undefined if nothing did. */
  earned: EarnedNet | undefined;
  /** Whether a row could have earned and did not. */
  hasLost: boolean;
  /** What was billed of rows that cannot earn. */
  ineligible: Map<Ineligible, Units> | undefined;
  /** Where the rows came from: one origin, or several. */
  origins: Origin | Origin[];
  /** The same day in another currency. */
  other: DayEntry | undefined;
}

/** A subscription of a tenant, or what the bill of a tenant names no subscription for. */
export interface Account {
  /** Its number among all accounts. */
  readonly number: number;
  readonly tenantId: string;
  /** Empty if the bill names none. */
  readonly subscriptionId: string;
  readonly customerName: string;
  readonly days: Map<Day, DayEntry>;
  /** The traces of its losses, by their numbers in the {@link LossBook}. */
  readonly traces: number[];
}

/** A row, or several of one resource on one day, without credit though nothing speaks against it. */
export interface Loss {
  readonly entry: DayEntry;
  readonly net: Units;
  readonly proof: Proof;
  readonly resourceId: string;
  readonly meterId: string;
  readonly resourceGroup: string;
  readonly clue: Clue | undefined;
}

/** The entries of an account, those of one day in each of its currencies. */
export function* entriesOf({ days }: Account): Generator<DayEntry> {
  for (let entry of days.values()) {
    yield entry;
    while (entry.other !== undefined) {
      entry = entry.other;
      yield entry;
    }
  }
}

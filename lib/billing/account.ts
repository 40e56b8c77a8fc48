import type { EarnedNet } from './credit';
import type { Day } from './day';
import type { Ineligible } from './ineligible';
import type { SourceSummary } from './ledger-source';
import type { CompactUnits, Units } from './money';

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

/** What one resource did not earn with one meter. */
export interface Trace {
  readonly evidence: Evidence;
  readonly resourceId: string;
  readonly meterId: string;
  readonly resourceGroup: string;
  /** The entries and, at the same places, what was billed without credit. Two lists take half the memory of one. */
  readonly entries: DayEntry[];
  readonly nets: CompactUnits[];
}

/** On which days a resource earned with a meter: what matters is whether there is one beside a given day. */
export interface Evidence {
  earnedOn: Day | undefined;
  earnedOnSeveral: boolean;
}

/** A subscription of a tenant, or what the bill of a tenant names no subscription for. */
export interface Account {
  readonly tenantId: string;
  /** Empty if the bill names none. */
  readonly subscriptionId: string;
  readonly customerName: string;
  readonly days: Map<Day, DayEntry>;
  readonly traces: Map<Evidence, Trace[]>;
}

/** A row, or several of one resource on one day, without credit though nothing speaks against it. */
export interface Loss {
  readonly entry: DayEntry;
  readonly net: Units;
  readonly proof: Proof;
  readonly resourceId: string;
  readonly meterId: string;
  readonly resourceGroup: string;
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

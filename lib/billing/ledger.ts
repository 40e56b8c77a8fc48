import type { Account, DayEntry, Loss, Origin } from './account';
import { EarnedNet } from './credit';
import type { Day, Days } from './day';
import { type LedgerSource, SourceClash, type SourceSummary } from './ledger-source';
import { LossBook } from './loss-book';
import { NumberedTexts } from './numbered-texts';
import type { UsageRow } from './usage-row';

/** Everything that billing files say of credit, by subscription and day; single resources only where nothing was earned. */
export class Ledger {
  private readonly texts = new NumberedTexts();
  private readonly accountsByKey = new Map<string, Account>();
  private readonly entries: DayEntry[] = [];
  private readonly book = new LossBook(this.entries);
  private readonly summaries: (SourceSummary & { rows: number; readonly days: Set<Day> })[] = [];
  private readonly openDays = new Set<Day>();
  private lastOrigin: Origin | undefined;

  /** Begins a source, and gives what takes its rows. */
  public begin(source: LedgerSource): (row: UsageRow) => void {
    const summary = { ...source, rows: 0, days: new Set<Day>() };
    this.summaries.push(summary);
    return row => {
      summary.rows++;
      summary.days.add(row.day);
      this.add(row, summary);
    };
  }

  /** What was read. */
  public get sources(): readonly SourceSummary[] {
    return this.summaries;
  }

  /** The subscriptions of the bill. */
  public get accounts(): Iterable<Account> {
    return this.accountsByKey.values();
  }

  /** From the first day with usage to the last; undefined if there is none. */
  public get days(): Days | undefined {
    const days = this.summaries.flatMap(summary => [...summary.days]);
    return days.length === 0 ? undefined : { from: Math.min(...days), to: Math.max(...days) };
  }

  /** Whether a source covers a day: its first day, its last, or one in between. */
  public covers(day: Day): boolean {
    return this.spans.some(({ from, to }) => from <= day && day <= to);
  }

  /** Whether somebody's usage of a day was not invoiced when the files were made. */
  public isOpen(day: Day): boolean {
    return this.openDays.has(day);
  }

  /** What a subscription did not earn, with how sure that is. */
  public lossesOf(account: Account): Iterable<Loss> {
    return this.book.lossesOf(account);
  }

  private get spans(): Days[] {
    return this.summaries
      .filter(({ days }) => days.size > 0)
      .map(({ days }) => ({ from: Math.min(...days), to: Math.max(...days) }));
  }

  private add(row: UsageRow, source: SourceSummary): void {
    const account = this.accountOf(row);
    const entry = this.entryOf(account, row, source);
    this.attribute(entry, row, source, account);
    if (row.invoice === '') {
      this.openDays.add(row.day);
    }
    if (row.rate !== undefined) {
      (entry.earned ??= new EarnedNet()).add(row.rate, row.net);
      this.book.addEarned(row);
    } else if (row.ineligible !== undefined) {
      entry.ineligible ??= new Map();
      entry.ineligible.set(row.ineligible, (entry.ineligible.get(row.ineligible) ?? 0n) + row.net);
    } else {
      entry.hasLost = true;
      this.book.addLoss(account, entry, row);
    }
  }

  private entryOf({ days }: Account, { day, currency, invoice }: UsageRow, source: SourceSummary): DayEntry {
    const first = days.get(day);
    let entry = first;
    while (entry !== undefined && entry.currency !== currency) {
      entry = entry.other;
    }
    if (entry === undefined) {
      entry = {
        number: this.entries.length,
        day,
        currency: this.texts.of(currency),
        earned: undefined,
        hasLost: false,
        ineligible: undefined,
        origins: this.originOf(source, invoice),
        other: first,
      };
      days.set(day, entry);
      this.entries.push(entry);
    }
    return entry;
  }

  private accountOf({ tenantId, subscriptionId, customerName }: UsageRow): Account {
    const key = `${tenantId} ${subscriptionId}`;
    let account = this.accountsByKey.get(key);
    if (account === undefined) {
      account = {
        number: this.accountsByKey.size,
        tenantId: this.texts.of(tenantId),
        subscriptionId: this.texts.of(subscriptionId),
        customerName: this.texts.of(customerName),
        days: new Map(),
        traces: [],
      };
      this.accountsByKey.set(this.texts.of(key), account);
    }
    return account;
  }

  /** Notes where a row came from, and refuses a second source of the same usage: it would count twice. */
  private attribute(entry: DayEntry, { invoice }: UsageRow, source: SourceSummary, { subscriptionId }: Account): void {
    if (isOf(entry.origins, source, invoice)) {
      return;
    }
    const origins = [entry.origins].flat();
    const other = origins.find(
      origin =>
        origin.source !== source &&
        (origin.source.format !== source.format ||
          origin.invoice === invoice ||
          origin.invoice === '' ||
          invoice === ''),
    );
    if (other !== undefined) {
      throw new SourceClash(other.source.name, { day: entry.day, currency: entry.currency, subscriptionId });
    }
    if (!origins.some(origin => isOf(origin, source, invoice))) {
      entry.origins = [...origins, this.originOf(source, invoice)];
    }
  }

  /** An origin that may be kept: the same for all rows one after the other. */
  private originOf(source: SourceSummary, invoice: string): Origin {
    if (this.lastOrigin === undefined || !isOf(this.lastOrigin, source, invoice)) {
      this.lastOrigin = { source, invoice: this.texts.of(invoice) };
    }
    return this.lastOrigin;
  }
}

function isOf(origins: Origin | Origin[], source: SourceSummary, invoice: string): boolean {
  return !Array.isArray(origins) && origins.source === source && origins.invoice === invoice;
}

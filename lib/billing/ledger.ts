import { EarnedNet } from './credit';
import type { Day, Days } from './day';
import type { FormatId } from './format';
import type { Ineligible } from './ineligible';
import { InternedTexts } from './interned-texts';
import { type CompactUnits, compactUnits, type Units, unitsIn } from './money';
import type { UsageRow } from './usage-row';

/** How sure it is that a row that earned nothing could have earned: a loss, or no loss at all. */
export type Proof = 'certain' | 'likely' | 'unproven';

/** Where rows came from. */
export interface LedgerSource {
  /** The file, or the manifest. */
  readonly name: string;
  readonly format: FormatId;
}

/** What one source held. */
export interface SourceSummary extends LedgerSource {
  readonly rows: number;
  readonly days: ReadonlySet<Day>;
}

/** A source, and the number of the invoice of some of its rows. */
interface Origin {
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
interface Trace {
  readonly evidence: Evidence;
  readonly resourceId: string;
  readonly meterId: string;
  readonly resourceGroup: string;
  /** The entries and, at the same places, what was billed without credit. Two lists take half the memory of one. */
  readonly entries: DayEntry[];
  readonly nets: CompactUnits[];
}

/** On which days a resource earned with a meter: what matters is whether there is one beside a given day. */
interface Evidence {
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

/** Everything that billing files say of credit, by subscription and day; single resources only where nothing was earned. */
export class Ledger {
  private readonly texts = new InternedTexts();
  private readonly accountsByKey = new Map<string, Account>();
  private readonly evidence = new Map<string, Evidence>();
  private readonly earningMeters = new Set<string>();
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
  public *lossesOf({ traces }: Account): Generator<Loss> {
    for (const trace of [...traces.values()].flat()) {
      const { evidence, entries, nets, resourceId, meterId, resourceGroup } = trace;
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[i];
        const proof = this.proofOf(evidence, trace, entry.day);
        yield { entry, net: unitsIn(nets[i]), proof, resourceId, meterId, resourceGroup };
      }
    }
  }

  private proofOf({ earnedOn, earnedOnSeveral }: Evidence, { resourceId, meterId }: Trace, day: Day): Proof {
    if (resourceId !== '' && earnedOn !== undefined && (earnedOnSeveral || earnedOn !== day)) {
      return 'certain';
    }
    return this.earningMeters.has(meterId) ? 'likely' : 'unproven';
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
      this.prove(row);
    } else if (row.ineligible !== undefined) {
      entry.ineligible ??= new Map();
      entry.ineligible.set(row.ineligible, (entry.ineligible.get(row.ineligible) ?? 0n) + row.net);
    } else {
      entry.hasLost = true;
      this.trace(account, entry, row);
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
        day,
        currency: this.texts.of(currency),
        earned: undefined,
        hasLost: false,
        ineligible: undefined,
        origins: this.originOf(source, invoice),
        other: first,
      };
      days.set(day, entry);
    }
    return entry;
  }

  private accountOf({ tenantId, subscriptionId, customerName }: UsageRow): Account {
    const key = `${tenantId} ${subscriptionId}`;
    let account = this.accountsByKey.get(key);
    if (account === undefined) {
      account = {
        tenantId: this.texts.of(tenantId),
        subscriptionId: this.texts.of(subscriptionId),
        customerName: this.texts.of(customerName),
        days: new Map(),
        traces: new Map(),
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

  private evidenceOf({ resourceId, meterId }: UsageRow): Evidence {
    const key = `${resourceId}\n${meterId}`;
    let evidence = this.evidence.get(key);
    if (evidence === undefined) {
      evidence = { earnedOn: undefined, earnedOnSeveral: false };
      this.evidence.set(Buffer.from(key).toString(), evidence);
    }
    return evidence;
  }

  private prove(row: UsageRow): void {
    const evidence = this.evidenceOf(row);
    evidence.earnedOnSeveral ||= evidence.earnedOn !== undefined && evidence.earnedOn !== row.day;
    evidence.earnedOn = row.day;
    if (row.meterId !== '' && !this.earningMeters.has(row.meterId)) {
      this.earningMeters.add(this.texts.of(row.meterId));
    }
  }

  private trace({ traces }: Account, entry: DayEntry, row: UsageRow): void {
    const evidence = this.evidenceOf(row);
    let ofEvidence = traces.get(evidence);
    if (ofEvidence === undefined) {
      traces.set(evidence, (ofEvidence = []));
    }
    const resourceGroup = row.resourceGroup.toLowerCase();
    let trace = ofEvidence.find(known => known.resourceGroup === resourceGroup);
    if (trace === undefined) {
      trace = {
        evidence,
        resourceId: this.texts.of(row.resourceId),
        meterId: this.texts.of(row.meterId),
        resourceGroup: this.texts.of(resourceGroup),
        entries: [],
        nets: [],
      };
      ofEvidence.push(trace);
    }
    const last = trace.entries.length - 1;
    if (trace.entries[last] === entry) {
      trace.nets[last] = compactUnits(unitsIn(trace.nets[last]) + row.net);
    } else {
      trace.entries.push(entry);
      trace.nets.push(compactUnits(row.net));
    }
  }
}

/** Two sources hold the same usage. */
export class SourceClash extends Error {
  /**
   * @param other the source that held it first
   * @param what the usage
   */
  constructor(
    public readonly other: string,
    public readonly what: { readonly day: Day; readonly currency: string; readonly subscriptionId: string },
  ) {
    super('two sources hold the same usage');
  }
}

function isOf(origins: Origin | Origin[], source: SourceSummary, invoice: string): boolean {
  return !Array.isArray(origins) && origins.source === source && origins.invoice === invoice;
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

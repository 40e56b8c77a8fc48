import type { Account, DayEntry, Evidence, Loss, Origin, Proof, Trace } from './account';
import { EarnedNet } from './credit';
import type { Day, Days } from './day';
import { InternedTexts } from './interned-texts';
import { type LedgerSource, SourceClash, type SourceSummary } from './ledger-source';
import { compactUnits, unitsIn } from './money';
import type { UsageRow } from './usage-row';

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

function isOf(origins: Origin | Origin[], source: SourceSummary, invoice: string): boolean {
  return !Array.isArray(origins) && origins.source === source && origins.invoice === invoice;
}

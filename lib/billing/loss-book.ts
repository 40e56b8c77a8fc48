import type { Account, DayEntry, Loss, Proof } from './account';
import type { Clue } from './clue';
import type { Day } from './day';
import { compactUnits, type Units, unitsIn } from './money';
import { NumberColumn } from './number-column';
import { NumberedTexts } from './numbered-texts';
import { NumberedTuples } from './numbered-tuples';
import type { UsageRow } from './usage-row';

// On which days a resource earned with a meter: what matters is whether there is one beside a given day. No bill has the day 0.
const ON_NO_DAY = 0;
const ON_SEVERAL = 0xffffffff;

/** The clues by their numbers. */
const CLUES: readonly (Clue | undefined)[] = [undefined, 'azure-credit', 'promotion'];

/**
 * What did not earn, resource by resource and day by day, and which resources earned. A bill of which everything is lost has
 * millions of these, so all of it is numbers in columns: a loss takes 16 bytes, a resource about a hundred.
 *
 * Nothing is told apart by a digest. A resource is the number of the folder it is in, that of its name, and that of its
 * meter; folders and names are kept as texts, each once.
 */
export class LossBook {
  private readonly texts = new NumberedTexts();
  private readonly earningMeters = new Set<number>();
  /** Folder, name, meter. */
  private readonly resources = new NumberedTuples(3);
  /** For each resource: {@link ON_NO_DAY}, {@link ON_SEVERAL}, or the one day on which it earned. */
  private readonly earnedOn = NumberColumn.ofWhole();
  /** A trace is what a resource lost in an account: resource, account, resource group, clue. */
  private readonly traces = new NumberedTuples(4);
  /** For each trace its last loss, plus 1. */
  private readonly last = NumberColumn.ofWhole();
  /** For each loss the entry, the loss before it of the same trace, plus 1, and what was billed. */
  private readonly entry = NumberColumn.ofWhole();
  private readonly before = NumberColumn.ofWhole();
  private readonly net = NumberColumn.ofDoubles();
  /** What was billed of the few losses of which no double says it, and the column has NaN. */
  private readonly exactNet = new Map<number, Units>();

  /** @param entries the entries by their numbers */
  constructor(private readonly entries: readonly DayEntry[]) {}

  /** Notes that a resource earned. */
  public addEarned(row: UsageRow): void {
    const resource = this.resourceOf(row);
    const known = this.earnedOn.get(resource);
    this.earnedOn.set(resource, known === ON_NO_DAY || known === row.day ? row.day : ON_SEVERAL);
    if (row.meterId !== '') {
      this.earningMeters.add(this.texts.numberOf(row.meterId));
    }
  }

  /** Adds what a row did not earn. */
  public addLoss({ number, traces }: Account, entry: DayEntry, row: UsageRow): void {
    const group = this.texts.numberOf(row.resourceGroup.toLowerCase());
    const trace = this.traces.numberOf([this.resourceOf(row), number, group, CLUES.indexOf(row.clue)]);
    if (trace === this.last.length) {
      traces.push(trace);
      this.last.push(0);
    }
    const last = this.last.get(trace);
    if (last > 0 && this.entry.get(last - 1) === entry.number) {
      this.keepNet(last - 1, this.netOf(last - 1) + row.net);
      return;
    }
    this.entry.push(entry.number);
    this.before.push(last);
    this.keepNet(this.net.push(0), row.net);
    this.last.set(trace, this.net.length);
  }

  /** What an account did not earn, with how sure that is. */
  public *lossesOf({ traces }: Account): Generator<Loss> {
    for (const trace of traces) {
      const [resource, , group, clue] = [0, 1, 2, 3].map(position => this.traces.member(trace, position));
      const [folder, name, meter] = [0, 1, 2].map(position =>
        this.texts.textOf(this.resources.member(resource, position)),
      );
      const where = {
        resourceId: folder + name,
        meterId: meter,
        resourceGroup: this.texts.textOf(group),
        clue: CLUES[clue],
      };
      for (let loss = this.last.get(trace); loss > 0; loss = this.before.get(loss - 1)) {
        const entry = this.entries[this.entry.get(loss - 1)];
        yield {
          entry,
          net: this.netOf(loss - 1),
          proof: this.proofOf(resource, where.resourceId, entry.day),
          ...where,
        };
      }
    }
  }

  private proofOf(resource: number, resourceId: string, day: Day): Proof {
    const earnedOn = this.earnedOn.get(resource);
    if (resourceId !== '' && earnedOn !== ON_NO_DAY && earnedOn !== day) {
      return 'certain';
    }
    return this.earningMeters.has(this.resources.member(resource, 2)) ? 'likely' : 'unproven';
  }

  private resourceOf({ resourceId, meterId }: UsageRow): number {
    const end = resourceId.lastIndexOf('/') + 1;
    const resource = this.resources.numberOf([
      this.texts.numberOf(resourceId.slice(0, end)),
      this.texts.numberOf(resourceId.slice(end)),
      this.texts.numberOf(meterId),
    ]);
    if (resource === this.earnedOn.length) {
      this.earnedOn.push(ON_NO_DAY);
    }
    return resource;
  }

  private netOf(loss: number): Units {
    return this.exactNet.get(loss) ?? unitsIn(this.net.get(loss));
  }

  private keepNet(loss: number, net: Units): void {
    const compact = compactUnits(net);
    if (typeof compact === 'number') {
      this.net.set(loss, compact);
      this.exactNet.delete(loss);
    } else {
      this.exactNet.set(loss, compact);
    }
  }
}

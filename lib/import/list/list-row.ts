import type { Fault } from '../../declaration';
import type { PortfolioCloud } from '../../portfolio';
import { shown } from '../../text';
import { guidsIn, isNumberOfSpreadsheet } from './cell';
import type { Field } from './columns';
import { type Meaning, SKIP, type ValueMap } from './list-options';
import type { ListRow, ListTable } from './table';

/** A row whose cells were understood. */
export interface UnderstoodRow {
  /** The file and the row, for people. */
  readonly origin: string;
  /** Undefined if the row names none. */
  readonly tenant?: string;
  readonly subscriptions: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly status?: 'active' | 'offboarded';
  readonly cloud?: PortfolioCloud;
  /** The texts of all other fields. */
  readonly texts: ReadonlyMap<Field, string>;
}

/** What words mean, by the word in lower case. */
type Words<Meaning> = ReadonlyMap<string, Meaning>;

/** A row that was read: understood, left out on purpose, or refused because of its faults. */
export type ReadRow = UnderstoodRow | 'skipped' | 'refused';

/** How lists call the statuses; any other word has to be explained with `--map-value`. */
const STATUSES: Words<'active' | 'offboarded'> = new Map([
  ['active', 'active'],
  ['aktiv', 'active'],
  ['enabled', 'active'],
  ['offboarded', 'offboarded'],
]);

/** How files and the Azure CLI call the clouds. */
const CLOUDS: Words<PortfolioCloud> = new Map([
  ['public', 'public'],
  ['azurecloud', 'public'],
  ['us-government', 'us-government'],
  ['azureusgovernment', 'us-government'],
  ['china', 'china'],
  ['azurechinacloud', 'china'],
]);

/** Understands the rows of a table one by one, and collects what it cannot use. */
export class RowReader {
  /** What cannot be used, in the order of the rows. */
  public readonly faults: Fault[] = [];
  /** The meanings of the values that the list has. */
  public readonly used = new Set<Meaning>();
  /** The fault of each value that means nothing, and in how many rows it stands. */
  private readonly unknown = new Map<string, { readonly at: number; count: number; readonly fault: Fault }>();
  private unknownRows = 0;

  constructor(
    private readonly file: string,
    private readonly names: ListTable['names'],
    private readonly meanings: ValueMap,
  ) {}

  /** Understands one row. */
  public read(row: ListRow): ReadRow {
    const cells = new Map([...row.cells].map(([field, text]) => [field, this.meaningOf(field, text)]));
    if ([...cells].some(([field, text]) => text === SKIP && this.meanings.has(field))) {
      return 'skipped';
    }
    const before = this.faults.length + this.unknownRows;
    const understood: UnderstoodRow = {
      origin: `${this.file} row ${row.number}`,
      tenant: this.tenantOf(row, cells.get('tenant')),
      subscriptions: this.subscriptionsOf(row, cells.get('subscription')),
      resourceGroups: cells.get('resourceGroups')?.split(/[\s;,|]+/) ?? [],
      status: this.wordOf(row, 'status', cells, STATUSES),
      cloud: this.wordOf(row, 'cloud', cells, CLOUDS),
      texts: cells,
    };
    return this.faults.length + this.unknownRows > before ? 'refused' : understood;
  }

  /** Adds a fault of a row, or of one of its cells. */
  public reject(row: Pick<ListRow, 'number'>, field: Field | undefined, message: string): void {
    this.faults.push({ path: [], place: this.placeOf(row, field), message });
  }

  /** Says of values that mean nothing in how many rows they stand. */
  public finish(): void {
    for (const { at, count, fault } of this.unknown.values()) {
      this.faults[at] = count === 1 ? fault : { ...fault, message: `${fault.message} (in ${count} rows)` };
    }
  }

  private meaningOf(field: Field, text: string): string {
    const said = this.meanings.get(field)?.get(text.toLowerCase());
    if (said !== undefined) {
      this.used.add(said);
    }
    return said?.meaning ?? text;
  }

  private tenantOf(row: ListRow, text: string | undefined): string | undefined {
    const ids = guidsIn(text ?? '');
    if (text !== undefined && ids.length !== 1) {
      const problem = ids.length === 0 ? this.problemOf(text) : `${shown(text)} holds ${ids.length} ids`;
      this.reject(row, 'tenant', `${problem}; write the id of the customer's tenant, a GUID`);
    }
    return ids[0];
  }

  private subscriptionsOf(row: ListRow, text: string | undefined): string[] {
    const ids = guidsIn(text ?? '');
    if (text !== undefined && ids.length === 0) {
      this.reject(row, 'subscription', `${this.problemOf(text)}; write the id of the subscription, a GUID`);
    }
    return ids;
  }

  private problemOf(text: string): string {
    return isNumberOfSpreadsheet(text)
      ? `${shown(text)} is what a spreadsheet made of an id that it took for a number`
      : `${shown(text)} holds no id`;
  }

  /** One of a few words; of any other the rows are counted, because a list has it again and again. */
  private wordOf<Word extends string>(
    row: ListRow,
    field: 'status' | 'cloud',
    cells: ReadonlyMap<Field, string>,
    words: Words<Word>,
  ): Word | undefined {
    const text = cells.get(field);
    const word = text === undefined ? undefined : words.get(text.toLowerCase());
    if (text !== undefined && word === undefined) {
      const key = `${field}:${text.toLowerCase()}`;
      this.unknownRows++;
      const known = this.unknown.get(key);
      if (known !== undefined) {
        known.count++;
      } else {
        const meanings = [...new Set(words.values())].join(' or ');
        const message =
          `${shown(text)} is no ${field}; say what it means with --map-value "${field}:${text}=…": ${meanings}, or ` +
          `skip to leave these rows out; --map ${field}= if the column is about something else`;
        this.unknown.set(key, {
          at: this.faults.length,
          count: 1,
          fault: { path: [], place: this.placeOf(row, field), message },
        });
        this.reject(row, field, message);
      }
    }
    return word;
  }

  private placeOf({ number }: Pick<ListRow, 'number'>, field: Field | undefined): string {
    const name = field === undefined ? undefined : this.names.get(field);
    return `${this.file} row ${number}${name === undefined ? '' : `, column ${shown(name)}`}`;
  }
}

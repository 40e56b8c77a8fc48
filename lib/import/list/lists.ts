import type { Fault } from '../../declaration';
import { shown } from '../../text';
import type { FoundCustomer, FoundEntry, FoundSubscription } from '../found/found-customer';
import { keyText, LONGEST_RING } from '../found/key';
import type { ColumnMap } from './columns';
import { decoded } from './encoding';
import type { Meaning, ValueMap } from './list-options';
import { RowReader, type UnderstoodRow } from './list-row';
import { reasonAgainst } from './no-list';
import { type ListTable, readTable } from './table';
import { type OwnedRow, readRows, withTenants } from './whose-rows';

/** A file with a list. */
export interface ListFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How to read lists. */
export interface ListOptions {
  readonly columns: ColumnMap;
  readonly values: ValueMap;
  /** @default - told by the bytes */
  readonly encoding?: string;
  /** The offer of rows that name none. */
  readonly offer?: string;
}

/** What lists say. */
export interface ReadLists {
  readonly customers: readonly FoundCustomer[];
  /** What cannot be used, with row, column, value and cure. */
  readonly faults: readonly Fault[];
  /** What a reader should know though nothing is wrong. */
  readonly notes: readonly string[];
  /** Every tenant that a list names, also where something of it cannot be used. */
  readonly tenants: ReadonlySet<string>;
}

/**
 * Reads lists of customers: rows of the same tenant are one customer, whatever file they are in, so that a list of
 * customers and a list of subscriptions complete each other.
 *
 * @throws Error if a column or a value that somebody named is in none of the files, or nobody knows the encoding
 */
export function readLists(files: readonly ListFile[], options: ListOptions): ReadLists {
  const found = new Customers(options);
  const [faults, notes]: [Fault[], string[]] = [[], []];
  const columns = new Map([...options.columns].filter(([, column]) => column !== ''));
  const meanings = new Set([...options.values.values()].flatMap(values => [...values.values()]));
  const tables: ListTable[] = [];
  const rows = files.flatMap(({ name, bytes }) => {
    const { text, encoding } = decoded(bytes, options.encoding);
    const table = reasonAgainst(bytes, text) ?? readTable(text, options.columns);
    if (typeof table === 'string') {
      faults.push({ path: [], place: name, message: table });
      // What it would have had, nobody knows.
      columns.clear();
      meanings.clear();
      return [];
    }
    tables.push(table);
    table.mapped.forEach(field => columns.delete(field));
    if (encoding === 'windows-1252' && options.encoding === undefined) {
      notes.push(`${name} was read as Windows-1252; if names are wrong, save it as UTF-8, or give --encoding`);
    }
    const reader = new RowReader(name, table.names, options.values);
    const understood = readRows(table.rows, reader, notes);
    reader.finish();
    reader.used.forEach(meaning => meanings.delete(meaning));
    faults.push(...reader.faults);
    return understood;
  });
  inspectNamed(columns, meanings);
  const place = files.map(({ name }) => name).join(' and ');
  if (rows.length > 0 && tables.every(({ names }) => !names.has('tenant'))) {
    faults.push({ path: [], place, message: reasonWithoutTenants(tables) });
    return { customers: [], faults, notes, tenants: new Set() };
  }
  withTenants(rows, faults).forEach(row => found.add(row));
  const { tenants } = found;
  if (rows.length > 0 && rows.every(({ subscriptions }) => subscriptions.length === 0)) {
    faults.push({ path: [], place, message: NO_SUBSCRIPTIONS });
    return { customers: [], faults, notes, tenants };
  }
  const customers = found.complete(faults);
  return { customers, faults, notes: [...notes, ...found.notes], tenants };
}

function reasonWithoutTenants(tables: readonly ListTable[]): string {
  const titles = [...new Set(tables.flatMap(table => table.titles))].map(shown);
  return (
    `has no column that is known to hold the ids of tenants; its columns are ${titles.join(', ')}; name the right one ` +
    'with --map tenant="…"'
  );
}

/** Refuses what somebody named and no list has: it was misspelt, and would be left out without a word. */
function inspectNamed([named]: Iterable<readonly [string, string]>, [meaning]: Iterable<Meaning>): void {
  if (named !== undefined) {
    const [field, column] = named;
    throw new Error(`--map ${field}=${column}: no list has a column ${shown(column)}; write its name as in the header`);
  }
  if (meaning !== undefined) {
    throw new Error(
      `--map-value ${meaning.text}: no list has this value in a column of that field; correct it, or leave it out`,
    );
  }
}

/** A customer while rows come together. */
interface Draft {
  readonly tenant: string;
  readonly origin: string;
  readonly rows: UnderstoodRow[];
}

/** The customers of all rows, by tenant. */
class Customers {
  /** What a reader should know. */
  public readonly notes: string[] = [];
  private readonly drafts = new Map<string, Draft>();

  constructor(private readonly options: ListOptions) {}

  public get tenants(): ReadonlySet<string> {
    return new Set(this.drafts.keys());
  }

  public add(row: OwnedRow): void {
    const { tenant, origin } = row;
    const draft = this.drafts.get(tenant) ?? { tenant, origin, rows: [] };
    this.drafts.set(tenant, draft);
    draft.rows.push(row);
  }

  /** The customers that can be written; of all others the faults. */
  public complete(faults: Fault[]): FoundCustomer[] {
    const owners = new Map<string, string>();
    return [...this.drafts.values()].flatMap(draft => {
      const own: Fault[] = [];
      const customer = this.customerOf(draft, owners, own);
      faults.push(...own);
      return own.length > 0 ? [] : [customer];
    });
  }

  private customerOf({ tenant, origin, rows }: Draft, owners: Map<string, string>, faults: Fault[]): FoundCustomer {
    const first = (field: Parameters<UnderstoodRow['texts']['get']>[0]) =>
      rows.map(({ texts }) => texts.get(field)).find(text => text !== undefined);
    const names = new Set(rows.flatMap(({ texts }) => texts.get('name') ?? []));
    if (names.size > 1) {
      const [name, other] = [...names].map(shown);
      this.notes.push(
        `${origin}: the tenant ${tenant} is called ${name}, and ${other} elsewhere; the first name is taken`,
      );
    }
    const said = {
      offer: rows.map(({ texts }) => texts.get('offer')),
      ring: rows.map(({ texts }) => texts.get('ring')),
      key: rows.map(({ texts }) => texts.get('key')),
    };
    Object.entries(said).forEach(([what, texts]) => inspectOneOf(what, texts, tenant, origin, faults));
    const tags = tagsOf(rows);
    const ring = first('ring');
    const statuses = rows.flatMap(({ status }) => status ?? []);
    if (new Set(statuses).size > 1) {
      this.notes.push(
        `${origin}: the tenant ${tenant} is offboarded in one row and active in another; active is taken`,
      );
    }
    const entry = withoutNothing<FoundEntry>({
      key: first('key'),
      name: first('name'),
      tenant,
      domain: first('domain')?.toLowerCase(),
      cloud: rows.map(({ cloud }) => cloud).find(cloud => cloud !== undefined && cloud !== 'public'),
      offer: first('offer') ?? this.options.offer,
      status: statuses.length > 0 && statuses.every(status => status === 'offboarded') ? 'offboarded' : undefined,
      ring: ring === undefined ? undefined : keyText(ring, LONGEST_RING),
      tags: Object.keys(tags).length === 0 ? undefined : tags,
      notes: first('notes'),
    });
    const subscriptions = subscriptionsOf(rows, tenant, owners, faults);
    if (subscriptions.length === 0 && faults.length === 0) {
      faults.push({ path: [], place: origin, message: NO_SUBSCRIPTION });
    }
    return { entry, subscriptions, origin };
  }
}

/** Of what a customer has one of, rows may not say two things. */
function inspectOneOf(
  what: string,
  texts: readonly (string | undefined)[],
  tenant: string,
  origin: string,
  faults: Fault[],
): void {
  const [one, other] = new Set(texts.filter(text => text !== undefined));
  if (other !== undefined) {
    const cure =
      what === 'offer'
        ? 'write one of them, or this customer into the file by hand, with offers'
        : 'write the same in each of its rows';
    faults.push({
      path: [],
      place: origin,
      message: `the tenant ${tenant} has the ${what} ${shown(one)}, and ${shown(other)} elsewhere; ${cure}`,
    });
  }
}

const NO_SUBSCRIPTION =
  'the tenant has no subscription in any list; give a list that has them, with the id of the tenant';
const NO_SUBSCRIPTIONS =
  'has no subscriptions; give a list of them beside it, with a column of tenants ("Tenant ID") and one of subscriptions ' +
  '("Subscription ID"), or name that column with --map subscription="…"';

/** The subscriptions of a tenant; rows about the same one come together. */
function subscriptionsOf(
  rows: readonly UnderstoodRow[],
  tenant: string,
  owners: Map<string, string>,
  faults: Fault[],
): FoundSubscription[] {
  const found = new Map<string, FoundSubscription>();
  for (const { origin, subscriptions, resourceGroups, texts } of rows) {
    const reject = (message: string) => faults.push({ path: [], place: origin, message });
    for (const id of subscriptions) {
      const earlier = found.get(id);
      const owner = owners.get(id) ?? tenant;
      owners.set(id, owner);
      if (owner !== tenant) {
        reject(`the subscription ${id} is one of the tenant ${owner} already; correct the row that is wrong`);
      } else if (
        earlier !== undefined &&
        (earlier.entry.resourceGroups === undefined) !== (resourceGroups.length === 0)
      ) {
        reject(`the subscription ${id} is whole in one row and has resource groups in another; write one of the two`);
      } else {
        const groups = [...(earlier?.entry.resourceGroups ?? []), ...resourceGroups];
        const name = earlier?.entry.name ?? (subscriptions.length === 1 ? texts.get('subscriptionName') : undefined);
        const entry = withoutNothing({
          id,
          name,
          resourceGroups: groups.length === 0 ? undefined : distinctGroups(groups),
        });
        found.set(id, { entry, origin: earlier?.origin ?? origin });
      }
    }
  }
  return [...found.values()];
}

/** Azure does not tell upper from lower case in names of resource groups. */
function distinctGroups(names: readonly string[]): string[] {
  return [...new Map(names.map(name => [name.toLowerCase(), name] as const).reverse()).values()].reverse();
}

/** The first text of each tag. */
function tagsOf(rows: readonly UnderstoodRow[]): Record<string, string> {
  const tags = rows.flatMap(({ texts }) => [...texts].filter(([field]) => field.startsWith('tag.')));
  return Object.fromEntries(tags.reverse().map(([field, text]) => [field.slice('tag.'.length), text]));
}

/** Without members that are undefined, which no file has. */
function withoutNothing<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

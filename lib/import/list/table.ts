import type * as papaparse from 'papaparse';
import { shown } from '../../text';
import { cellText, guidsIn, isNumberOfSpreadsheet } from './cell';
import {
  type ColumnMap,
  type Columns,
  columnsOf,
  type Field,
  positionOf,
  positionsAlike,
  positionsOf,
} from './columns';

/** Loaded when first used, not at import. */
declare function require(module: 'papaparse'): typeof papaparse;

/** A row below the header. */
export interface ListRow {
  /** As a spreadsheet counts: from 1, the header and empty rows included. */
  readonly number: number;
  /** What the row says, by field; fields that are empty here are not in it. */
  readonly cells: ReadonlyMap<Field, string>;
}

/** A list of which is known which column holds what. */
export interface ListTable {
  /** What columns are called in the file, by field. */
  readonly names: ReadonlyMap<Field, string>;
  /** What all columns are called, also those that hold nothing that is used. */
  readonly titles: readonly string[];
  /** The fields whose column somebody named, and this list has. */
  readonly mapped: readonly Field[];
  readonly rows: readonly ListRow[];
}

/** What stands between two cells: as Excel writes it, by the language of Windows, or as a text of its clipboard. */
const DELIMITERS = [',', ';', '\t', '|'];

/** How many rows may stand above the header: titles, dates, notes. */
const MOST_ABOVE = 30;

/** Rows as a delimiter splits them. */
interface Split {
  readonly rows: readonly string[][];
  /** Whether a quote is never closed. */
  readonly isBroken: boolean;
}

/** The same, and where the header stands among them. */
interface SplitList extends Split {
  /** Counted from 0. */
  readonly header: number;
  readonly columns: Columns;
}

/**
 * Reads a list: CSV or TSV, with a header that need not be the first row.
 *
 * The delimiter is the one with which a header is found that has most of the columns that can be used.
 *
 * @returns what is wrong with the list, and what cures it, if it cannot be read
 */
export function readTable(text: string, given: ColumnMap): ListTable | string {
  // Excel takes it as an order and does not show it.
  const [first, said] = /^sep=(.)\r?\n/i.exec(text) ?? [''];
  const body = text.slice(first.length);
  const lists = (said === undefined ? DELIMITERS : [said]).map(delimiter => parsed(body, delimiter));
  const list = lists
    .flatMap(split => withHeader(split, given))
    .sort((a, b) => b.columns.size - a.columns.size)
    .at(0);
  const broken = lists.find(({ isBroken }) => isBroken);
  if (list === undefined) {
    return broken === undefined ? reasonWithoutIds(lists, given) : unclosed(broken);
  }
  const { rows, header, columns } = list;
  if (list.isBroken) {
    return unclosed(list);
  }
  const titles = rows[header].map(cellText);
  const twice = [...columns].flatMap(([field, position]) => reasonOfTwice(list, titles, field, position, given));
  if (twice.length > 0) {
    return twice[0];
  }
  const above = header + 1;
  return {
    names: new Map([...columns].map(([field, position]) => [field, titles[position]])),
    titles: titles.filter(title => title !== ''),
    mapped: [...given.keys()].filter(field => positionOf(titles, given.get(field) ?? '') !== undefined),
    rows: rows
      .slice(above)
      .map((raw, i) => ({ number: above + i + (first === '' ? 1 : 2), cells: cellsOf(raw, columns) }))
      .filter(({ cells }) => cells.size > 0),
  };
}

/** A text as a delimiter splits it. */
function parsed(text: string, delimiter: string): Split {
  const { data: rows, errors } = require('papaparse').parse<string[]>(text, { delimiter });
  return { rows, isBroken: errors.some(({ code }) => code === 'MissingQuotes') };
}

/** The row that names most of the columns that can be used, with ids below it; none if there is none. */
function withHeader({ rows, isBroken }: Split, given: ColumnMap): SplitList[] {
  return rows
    .slice(0, MOST_ABOVE + 1)
    .map((cells, header) => {
      const accepts = (field: Field, position: number) => holds(rows, header, field, position);
      return { rows, header, columns: columnsOf(cells.map(cellText), given, accepts), isBroken };
    })
    .filter(({ columns }) => IDS.some(field => columns.has(field)))
    .sort((a, b) => b.columns.size - a.columns.size)
    .slice(0, 1);
}

/** Whether a column can hold a field: a CRM has numbers in its "Customer ID". */
function holds(rows: Split['rows'], header: number, field: Field, position: number): boolean {
  const isId = (cell: string) => guidsIn(cell).length > 0 || isNumberOfSpreadsheet(cell);
  return !IDS.includes(field) || rows.some((row, i) => i > header && isId(cellText(row[position] ?? '')));
}

function unclosed({ rows }: Split): string {
  return `a quote after row ${rows.length - 1} is never closed; correct it, or save the list anew`;
}

/** Why no header with ids below it was found. */
function reasonWithoutIds(lists: readonly Split[], given: ColumnMap): string {
  const named = lists
    .flatMap(({ rows }) => rows.slice(0, MOST_ABOVE + 1).map((cells, header) => ({ rows, header, cells })))
    .map(({ rows, header, cells }) => ({
      rows,
      header,
      cells,
      columns: columnsOf(cells.map(cellText), given, () => true),
    }))
    .find(({ columns }) => IDS.some(field => columns.has(field)));
  const cure = 'name the right ones with --map tenant="…" and --map subscription="…"';
  if (named === undefined) {
    return `has no row that names a column of tenants or of subscriptions; ${cure}`;
  }
  const { rows, header, cells, columns } = named;
  if (rows.slice(header + 1).every(row => row.every(cell => cellText(cell) === ''))) {
    return 'has a header and no row below it; export the list with its customers';
  }
  const titles = IDS.flatMap(field => columns.get(field) ?? []).map(position => shown(cellText(cells[position])));
  return `has no id, a GUID, in ${titles.join(' or ')}; write them there, or ${cure}`;
}

/** Of two columns that a reader cannot tell apart, somebody has to say which one is meant. */
function reasonOfTwice(
  { rows, header }: SplitList,
  titles: readonly string[],
  field: Field,
  position: number,
  given: ColumnMap,
): string[] {
  const title = titles[position];
  const alike = given.has(field) ? positionsOf(titles, title) : positionsAlike(titles, field, title);
  const same = alike.filter(i => i === position || given.has(field) || holds(rows, header, field, i));
  const isTold = given.has(field) && positionsOf(titles, given.get(field) ?? '').length === 0;
  return same.length < 2 || isTold
    ? []
    : [
        `has ${same.length} columns ${[...new Set(same.map(i => shown(titles[i])))].join(' and ')}: ${same.map(i => i + 1).join(' and ')}; say by its number which one ` +
          `is meant, such as --map ${field}=${same[0] + 1}`,
      ];
}

/** What a list has to name of a customer. */
const IDS: readonly Field[] = ['tenant', 'subscription'];

/** What a row says, without empty cells. */
function cellsOf(raw: readonly string[], columns: Columns): Map<Field, string> {
  return new Map(
    [...columns]
      .map(([field, position]) => [field, cellText(raw[position] ?? '')] as const)
      .filter(([, text]) => text !== ''),
  );
}

import type * as papaparse from 'papaparse';
import { cellText, guidsIn } from './cell';
import { type ColumnMap, type Columns, columnsOf, type Field } from './columns';

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
  readonly rows: readonly ListRow[];
}

/** What stands between two cells: as Excel writes it, by the language of Windows, or as a text of its clipboard. */
const DELIMITERS = [',', ';', '\t', '|'];

/** How many rows may stand above the header: titles, dates, notes. */
const MOST_ABOVE = 30;

/** Rows as they were split, and where the header stands among them. */
interface SplitList {
  readonly rows: readonly string[][];
  /** Counted from 0. */
  readonly header: number;
  readonly columns: Columns;
  readonly isBroken: boolean;
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
  const list = (said === undefined ? DELIMITERS : [said])
    .flatMap(delimiter => split(body, delimiter, given))
    .sort((a, b) => b.columns.size - a.columns.size)
    .at(0);
  if (list === undefined) {
    return (
      'has no row that names a column of tenants or of subscriptions, with ids below it; name it with ' +
      '--map tenant="…" and --map subscription="…"'
    );
  }
  const { rows, header, columns, isBroken } = list;
  if (isBroken) {
    return `a quote after row ${rows.length - 1} is never closed; correct it, or save the list anew`;
  }
  const above = header + 1;
  return {
    names: new Map([...columns].map(([field, position]) => [field, cellText(rows[header][position])])),
    rows: rows
      .slice(above)
      .map((raw, i) => ({ number: above + i + (first === '' ? 1 : 2), cells: cellsOf(raw, columns) }))
      .filter(({ cells }) => cells.size > 0),
  };
}

/** A list as a delimiter splits it; none if that shows no header. */
function split(text: string, delimiter: string, given: ColumnMap): SplitList[] {
  const { data: rows, errors } = require('papaparse').parse<string[]>(text, { delimiter });
  const isBroken = errors.some(({ code }) => code === 'MissingQuotes');
  return rows
    .slice(0, MOST_ABOVE + 1)
    .map((cells, header) => {
      // A CRM has numbers in its "Customer ID".
      const hasIds = (position: number) =>
        rows.some((row, i) => i > header && guidsIn(cellText(row[position] ?? '')).length > 0);
      const accepts = (field: Field, position: number) => !IDS.includes(field) || hasIds(position);
      return { rows, header, columns: columnsOf(cells.map(cellText), given, accepts), isBroken };
    })
    .filter(({ columns }) => IDS.some(field => columns.has(field)))
    .sort((a, b) => b.columns.size - a.columns.size)
    .slice(0, 1);
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

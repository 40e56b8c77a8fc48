import type * as papaparse from 'papaparse';

/** Loaded when first used, not at import. */
declare function require(module: 'papaparse'): typeof papaparse;

/**
 * What a spreadsheet would take for a formula: it is shown with an apostrophe in front. A negative number is none.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+@\t\r]|^-(?!\d+(?:\.\d+)?$)/;

/**
 * What may stand between two cells. Excel expects the one of its language: a semicolon where numbers have a decimal comma.
 */
export const SEPARATORS = { comma: ',', semicolon: ';' } as const;

/** The name of a separator. */
export type CsvSeparator = keyof typeof SEPARATORS;

/** Rows as CSV that Excel opens: CRLF, a byte order mark, and no cell that would be calculated. */
export function toCsv(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  separator: CsvSeparator = 'comma',
): string {
  const { unparse } = require('papaparse');
  const lines = unparse([[...titles], ...rows.map(row => row.map(harmless))], {
    delimiter: SEPARATORS[separator],
    newline: '\r\n',
    quotes: isMadeHarmless,
  });
  return `\ufeff${lines}\r\n`;
}

function isMadeHarmless(cell: unknown): boolean {
  return typeof cell === 'string' && cell.startsWith("'") && FORMULA.test(cell.slice(1));
}

/** A cell that no spreadsheet calculates. */
export function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

import type * as papaparse from 'papaparse';

/** Loaded when first used, not at import. */
declare function require(module: 'papaparse'): typeof papaparse;

/**
 * What a spreadsheet would take for a formula: it is shown with an apostrophe in front. A negative number is none.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+@\t\r]|^-(?!\d+(?:\.\d+)?$)/;

/** Rows as CSV that Excel opens: commas, CRLF, a byte order mark, and no cell that would be calculated. */
export function toCsv(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const { unparse } = require('papaparse');
  return `\ufeff${unparse([[...titles], ...rows.map(row => [...row])], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}

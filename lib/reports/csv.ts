/** A cell: a number stays one, null is empty. */
export type Cell = string | number | null;

/**
 * A table as CSV, for Excel and for programs: UTF-8 with a byte order mark, without which Excel takes it for something else,
 * commas, and CRLF, as RFC 4180 has it.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe in front, because texts come from others.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsv(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [titles, ...rows].map(row => row.map(cellOf).join(','));
  return `\ufeff${lines.map(line => `${line}\r\n`).join('')}`;
}

function cellOf(cell: Cell): string {
  if (cell === null || typeof cell === 'number') {
    return cell === null ? '' : String(cell);
  }
  const harmless = /^\s*[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

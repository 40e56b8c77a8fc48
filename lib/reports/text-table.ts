import { clipped } from '../text';
import { plain } from './words';

/** The widest cell: one long name must not push the verdicts of everybody out of sight. */
const WIDEST = 60;

/** A row of a table and the lines below it. */
export interface TextTableRow {
  readonly cells: readonly string[];
  readonly below: readonly string[];
}

/** A table for a terminal: columns side by side, and below a row what there is to say of it. */
export function textTable(titles: readonly string[], rows: readonly TextTableRow[]): string[] {
  const widths = titles.map((title, column) =>
    rows.reduce((widest, { cells }) => Math.max(widest, cells[column].length), title.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [line(titles), ...rows.flatMap(({ cells, below }) => [line(cells), ...below.map(text => `    ${text}`)])];
}

/** A text that somebody else wrote, fit for a cell. */
export function cellOf(text: string): string {
  return clipped(plain(text), WIDEST);
}

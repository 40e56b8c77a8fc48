import { daysOfMonth, isoOf } from './day';
import type { Ledger } from './ledger';

/** A month of which every source holds fewer than half of the days. */
export interface ThinMonth {
  /** The source that holds most of them. */
  readonly source: string;
  /** The month, such as `2026-10`. */
  readonly month: string;
  /** How many days the source holds. */
  readonly days: number;
  /** How many the month has. */
  readonly of: number;
}

/**
 * The months that look as if somebody forgot a file: a few late rows of October in November's file make all of its days
 * count as covered, and everybody else's usage of them as missing.
 */
export function thinMonths(ledger: Ledger): ThinMonth[] {
  const fullest = new Map<string, ThinMonth>();
  for (const { name, days } of ledger.sources) {
    const months = [...days].map(day => isoOf(day).slice(0, 7));
    for (const month of new Set(months)) {
      const held = months.filter(candidate => candidate === month).length;
      const span = daysOfMonth(month);
      if (span !== undefined && held > (fullest.get(month)?.days ?? 0)) {
        fullest.set(month, { source: name, month, days: held, of: span.to - span.from + 1 });
      }
    }
  }
  return [...fullest.values()].filter(({ days, of }) => days < of / 2);
}

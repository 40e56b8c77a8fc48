import { isoOf } from './day';
import type { Ledger } from './ledger';

/** Fewer months than these say nothing: a source of two days may hold any two. */
const FEWEST_MONTHS = 3;

/** A source that holds the same few days of many months, as one does whose dates begin with the day. */
export interface DayFirstSource {
  readonly source: string;
  /** How many days of a month it holds. */
  readonly days: number;
  /** Of how many months. */
  readonly months: number;
}

/**
 * The sources whose dates seem to begin with the day, though they were read month first, as Microsoft writes them. `05/10`
 * and `06/10` of October are the tenth of May and of June then. Once a date of the source has a 13th day it is refused, so
 * this is about the first twelve days of a month, of which many a sound file holds no others: it is said, and no fault.
 */
export function dayFirstSources(ledger: Ledger): DayFirstSource[] {
  return ledger.sources.flatMap(({ name, days: held }) => {
    const dates = [...held].map(isoOf);
    const months = new Set(dates.map(date => date.slice(0, 7))).size;
    const days = new Set(dates.map(date => date.slice(8))).size;
    const couldBe = dates.every(date => date.slice(8) <= '12') && months >= FEWEST_MONTHS;
    return couldBe && months > days ? [{ source: name, days, months }] : [];
  });
}

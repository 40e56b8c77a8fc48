import { type Day, type Days, eachDay } from './day';
import type { Ledger } from './ledger';

/** What can be said of a day, before anybody looks at usage. */
export type DayStatus = 'settled' | 'pending' | 'not-covered';

/** Which days are judged. It asks no clock: the same files give the same answer at any time. */
export class Calendar {
  private readonly statuses: ReadonlyMap<Day, DayStatus>;

  /**
   * @param ledger the files
   * @param days the days that are judged
   * @param toleranceDays how many days at the end may be pending: usage of these still arrives
   */
  constructor(
    ledger: Ledger,
    public readonly days: Days,
    toleranceDays: number,
  ) {
    const statusOf = (day: Day): DayStatus => {
      if (!ledger.covers(day)) {
        return 'not-covered';
      }
      return day > days.to - toleranceDays && ledger.isOpen(day) ? 'pending' : 'settled';
    };
    this.statuses = new Map(eachDay(days).map(day => [day, statusOf(day)]));
  }

  /** Whether a day is judged at all. */
  public has(day: Day): boolean {
    return this.statuses.has(day);
  }

  /** A day is pending if it is one of the last and some usage of it, of anybody, was not invoiced. */
  public statusOf(day: Day): DayStatus {
    return this.statuses.get(day) ?? 'not-covered';
  }
}

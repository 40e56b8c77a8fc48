import { ReadinessChange, type ReadinessTrend } from '../readiness';
import { count, plain } from './words';

/** What people call what became of a customer. */
export const CHANGE_NAMES: Record<ReadinessChange, string> = {
  [ReadinessChange.NEW]: 'New',
  [ReadinessChange.WORSE]: 'Worse',
  [ReadinessChange.BETTER]: 'Better',
  [ReadinessChange.CURED]: 'Cured',
};

/** With what a report is compared: `Since the report of 2026-11-20`. */
export function sinceWhen({ previous }: ReadinessTrend): string {
  return `Since the report ${previous?.date === undefined ? 'before' : `of ${plain(previous.date.slice(0, 10))}`}`;
}

/** Who came and who went, and that nothing else changed, in a sentence; undefined where the changes say everything. */
export function comingAndGoing({ changes, added, gone }: ReadinessTrend): string | undefined {
  const parts = [
    ...(added.length === 0 ? [] : [`${count(added.length, 'customer was', 'customers were')} not declared then`]),
    ...(gone.length === 0 ? [] : [`${count(gone.length, 'customer is', 'customers are')} declared no longer`]),
  ];
  if (parts.length > 0) {
    return `${parts.join(', ')}.`;
  }
  return changes.length === 0 ? 'Nothing else is open than then.' : undefined;
}

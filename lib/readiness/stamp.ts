import type { Faults } from '../declaration';
import { ownPackage } from '../text';

/**
 * What a report says of itself beside what was judged. It comes from the environment of whoever makes the report: without
 * it the same declaration gives the same bytes.
 */
export interface ReadinessStamp {
  /** When the report was made, such as `2026-11-26T21:58:31Z`: `SOURCE_DATE_EPOCH`. */
  readonly date?: string;
  /** The commit that was judged: `PEC_COMMIT`. */
  readonly commit?: string;
  /** What the partner is called: `PEC_PARTNER`. */
  readonly partner?: string;
  /** The version of this package; there whenever something else is. */
  readonly version?: string;
}

/** When something was built, in seconds since 1970: https://reproducible-builds.org/specs/source-date-epoch/ */
const DATE = 'SOURCE_DATE_EPOCH';
const COMMIT = 'PEC_COMMIT';
const PARTNER = 'PEC_PARTNER';

/** The most characters of a text that a report shows at its top. */
const LONGEST = 256;

/** The last second of the year 9999, after which a date has another form. */
const LAST_SECOND = 253_402_300_799;

/**
 * The stamp that an environment gives; undefined if it gives none. An empty variable counts as none: pipelines write one
 * for what they do not know.
 */
export function stampOf(environment: NodeJS.ProcessEnv, faults: Faults): ReadinessStamp | undefined {
  const [seconds, commit, partner] = [DATE, COMMIT, PARTNER].map(name => environment[name] || undefined);
  if (seconds !== undefined && !(/^\d{1,12}$/.test(seconds) && Number(seconds) <= LAST_SECOND)) {
    faults
      .at(DATE)
      .reject(seconds, 'is not a number of seconds', 'give those since 1970, as `git log -1 --format=%ct` prints them');
    return undefined;
  }
  for (const [name, text] of [
    [COMMIT, commit],
    [PARTNER, partner],
  ] as const) {
    faults.at(name).length(text ?? '', LONGEST);
  }
  if (seconds === undefined && commit === undefined && partner === undefined) {
    return undefined;
  }
  const date = seconds === undefined ? undefined : new Date(Number(seconds) * 1_000).toISOString().replace('.000', '');
  return { date, commit, partner, version: ownPackage().version };
}

import { existsSync } from 'node:fs';
import { Faults } from '../../declaration';
import { stampOf, Verdict } from '../../readiness';
import { type ReadinessFilter, type ReadinessReport } from '../../reports';
import { matcherOf } from '../../text';
import { UsageError } from '../result';
import { readReport } from './file';

/** What of a readiness report is shown, and beside what. */
export interface ReadinessViewOptions extends Omit<ReadinessFilter, 'verdict'> {
  readonly verdict?: readonly string[];
  /** The `readiness.json` of an earlier day. */
  readonly previous?: string;
}

/** What is shown of a report, and what to say besides. */
export interface ReadinessView {
  readonly report: ReadinessReport;
  readonly messages: string[];
}

/**
 * The report with the stamp of the environment, compared with an earlier one, and of the customers that are asked for.
 *
 * @throws UsageError if an option or a variable of the environment cannot be used
 */
export function viewOf(judged: ReadinessReport, options: ReadinessViewOptions): ReadinessView {
  const { previous, ring, customer, open } = options;
  const stamped = stampedReport(judged);
  const isThere = previous !== undefined && existsSync(previous);
  const compared = isThere ? stamped.since(comparable(previous, judged)) : stamped;
  inspectNames(judged, options);
  return {
    report: compared.only({ verdict: options.verdict?.map(verdictOf), ring, customer, open }),
    messages:
      previous === undefined || isThere ? [] : [`${previous} is not there yet: there is nothing to compare with`],
  };
}

/**
 * The report with the stamp of the environment, if it has none of its own.
 *
 * @throws UsageError if a variable cannot be used
 */
function stampedReport(report: ReadinessReport): ReadinessReport {
  const faults = Faults.none();
  const stamp = stampOf(process.env, faults);
  const [fault] = faults.found;
  if (fault !== undefined) {
    throw new UsageError(`${fault.path.join('.')}: ${fault.message}`);
  }
  return report.stamped(stamp);
}

/** An earlier report: one of other customers would call half of them gone. */
function comparable(file: string, { selection }: ReadinessReport): ReadinessReport {
  const previous = readReport(file);
  if (previous.selection !== selection) {
    throw new UsageError(
      `${file} is of ${previous.selection ?? 'all customers'}, and this report of ${selection ?? 'all customers'}; ` +
        'compare two of the same selection',
    );
  }
  return previous;
}

function verdictOf(name: string): Verdict {
  const verdicts = Object.values(Verdict);
  const verdict = verdicts.find((each: string) => each === name);
  if (verdict === undefined) {
    throw new UsageError(`--verdict ${name} is no verdict; expected one of ${verdicts.join(', ')}`);
  }
  return verdict;
}

/** A misspelt name would show nobody, as if nothing were wrong. */
function inspectNames({ customers }: ReadinessReport, { ring = [], customer = [] }: ReadinessViewOptions): void {
  const unknown = customer.find(pattern => !customers.map(({ key }) => key).some(matcherOf(pattern)));
  if (unknown !== undefined) {
    throw new UsageError(`--customer ${unknown}: no customer has this key; "pec readiness" lists them`);
  }
  const rings = [...new Set(customers.flatMap(each => each.ring ?? []))].sort();
  const strange = ring.find(name => name !== '' && !rings.includes(name));
  if (strange !== undefined) {
    throw new UsageError(`--ring ${strange}: no customer has this ring; there is ${rings.join(', ') || 'none'}`);
  }
}

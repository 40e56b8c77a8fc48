import type { CustomerReadiness } from './customer-readiness';
import { isOpen, weightOf } from './finding';
import type { ReadinessStamp } from './stamp';

/** What became of a customer since an earlier report. */
export enum ReadinessChange {
  /** Nothing was open, or the customer was not there, and something is open now. */
  NEW = 'new',
  /** Something was open, and more or worse is open now. */
  WORSE = 'worse',
  /** Something was open, and less of it is. */
  BETTER = 'better',
  /** Something was open, and nothing is: it was cured or acknowledged, or the customer is offboarded or gone. */
  CURED = 'cured',
}

/** A customer of whom another thing is open than before. */
export interface CustomerChange {
  readonly change: ReadinessChange;
  readonly key: string;
  readonly name: string;
  /** As it is now; missing of one that is declared no longer. */
  readonly now?: CustomerReadiness;
}

/** What an earlier report said otherwise. */
export interface ReadinessTrend {
  /** The stamp of the earlier report, if it had one. */
  readonly previous?: ReadinessStamp;
  /** The customers of whom another thing is open, by key: first the new, then the worse, the better and the cured. */
  readonly changes: readonly CustomerChange[];
  /** The keys of customers that were not declared then. */
  readonly added: readonly string[];
  /** The keys of customers that are declared no longer. */
  readonly gone: readonly string[];
}

interface Judged {
  readonly customers: readonly CustomerReadiness[];
  readonly stamp?: ReadinessStamp;
}

/** What became of customers since an earlier report. The rules decide, and not their words: those change with versions. */
export function trendOf(now: Judged, previous: Judged): ReadinessTrend {
  const before = new Map(previous.customers.map(customer => [customer.key, customer]));
  const today = new Map(now.customers.map(customer => [customer.key, customer]));
  const keys = [...new Set([...before.keys(), ...today.keys()])].sort();
  const changes = keys.flatMap(key => {
    const [then, current] = [before.get(key), today.get(key)];
    const change = changeOf(openRules(then), openRules(current));
    return change === undefined ? [] : [{ change, key, name: (current ?? then)?.name ?? key, now: current }];
  });
  return {
    previous: previous.stamp,
    changes: Object.values(ReadinessChange).flatMap(kind => changes.filter(({ change }) => change === kind)),
    added: keys.filter(key => !before.has(key)),
    gone: keys.filter(key => !today.has(key)),
  };
}

/** The rules of which something is open, each with the most that it says in a subscription. */
function openRules(customer: CustomerReadiness | undefined): Map<string, number> {
  const open = new Map<string, number>();
  for (const finding of (customer?.subscriptions ?? []).flatMap(({ findings }) => findings).filter(isOpen)) {
    open.set(finding.rule, Math.max(open.get(finding.rule) ?? 0, weightOf(finding.verdict)));
  }
  return open;
}

function changeOf(before: Map<string, number>, now: Map<string, number>): ReadinessChange | undefined {
  if (before.size === 0) {
    return now.size === 0 ? undefined : ReadinessChange.NEW;
  }
  if (now.size === 0) {
    return ReadinessChange.CURED;
  }
  if ([...now].some(([rule, weight]) => weight > (before.get(rule) ?? 0))) {
    return ReadinessChange.WORSE;
  }
  return [...before].some(([rule, weight]) => weight > (now.get(rule) ?? 0)) ? ReadinessChange.BETTER : undefined;
}

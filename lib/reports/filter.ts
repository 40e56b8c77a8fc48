import { hasFinding, isOpen, Readiness, type Verdict } from '../readiness';
import { matcherOf } from '../text';

/** Which customers of a report somebody wants to see; who is left out by one of them is left out. */
export interface ReadinessFilter {
  /** Only those with one of these verdicts. */
  readonly verdict?: readonly Verdict[];
  /** Only those of one of these rings; empty is that of customers without one. */
  readonly ring?: readonly string[];
  /** Only those with one of these keys, in which `*` stands for anything. */
  readonly customer?: readonly string[];
  /** Only those of whom something is open. */
  readonly open?: boolean;
}

/** A report of some customers only; it says so. The manifest vouches for the whole, and not for this. */
export function filtered(report: Readiness, filter: ReadinessFilter): Readiness {
  const words = inWords(filter);
  if (words === '') {
    return report;
  }
  const { verdict, ring, customer: patterns, open } = filter;
  const isNamed = patterns?.map(matcherOf);
  const customers = report.customers.filter(
    customer =>
      (verdict?.includes(customer.verdict) ?? true) &&
      (ring?.includes(customer.ring ?? '') ?? true) &&
      (isNamed?.some(matches => matches(customer.key)) ?? true) &&
      (open !== true || hasFinding(customer, isOpen)),
  );
  const keys = new Set(customers.map(({ key }) => key));
  const { selection, partnerKind, stamp, trend, isAccepted } = report;
  return new Readiness(customers, {
    selection: selection === undefined ? words : `${selection} ${words}`,
    partnerKind,
    stamp,
    trend: trend && { ...trend, changes: trend.changes.filter(({ key }) => keys.has(key)), added: [], gone: [] },
    isAccepted,
  });
}

/** A filter as it is given to the command; empty if it leaves nobody out. */
function inWords({ verdict = [], ring = [], customer = [], open = false }: ReadinessFilter): string {
  return [
    ...verdict.map(name => `--verdict ${name}`),
    ...ring.map(name => `--ring ${name}`),
    ...customer.map(key => `--customer ${key}`),
    ...(open ? ['--open'] : []),
  ].join(' ');
}

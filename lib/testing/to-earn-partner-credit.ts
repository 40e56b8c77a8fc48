import type { IConstruct } from 'constructs';
import { Faults } from '../declaration';
import { type CustomerReadiness, type ReadinessFinding, RULES, scopeInWords, Verdict } from '../readiness';
import { PecReadiness } from '../stacks';
import { readable } from '../terraform';
import {
  abridged,
  inspectBoolean,
  type Inspectors,
  inspectProperties,
  inspectSubject,
  type MatcherResult,
  nameOf,
} from './matcher';

/** What `toEarnPartnerCredit` accepts although it is not known to earn. */
export interface EarningOptions {
  /**
   * The ids of rules that may say `unknown`, such as `customer-deployed`.
   *
   * @default - none
   */
  readonly allowUnknown?: string[];
  /**
   * Whether a finding is accepted that somebody acknowledged with a reason.
   *
   * @default false
   */
  readonly allowAcknowledged?: boolean;
}

/** Passes if every customer in a construct would earn; offboarded customers do not count. */
export function toEarnPartnerCredit(scope: IConstruct, options: EarningOptions = {}): MatcherResult {
  const faults = Faults.none();
  inspectSubject(scope, faults);
  inspectProperties(options, OPTIONS, faults);
  faults.throwIfAny('toEarnPartnerCredit');

  const all = PecReadiness.check(scope).customers;
  const active = all.filter(customer => customer.verdict !== Verdict.OFFBOARDED);
  if (active.length === 0) {
    return { pass: false, message: () => nobodyIn(scope, all) };
  }
  const objections = active.map(customer => objectionsTo(customer, options)).filter(lines => lines.length > 0);
  return {
    pass: objections.length === 0,
    message: () =>
      objections.length === 0
        ? `customers in ${nameOf(scope)} were expected not to earn partner earned credit, but all are accepted:\n` +
          abridged(active.map(({ key, verdict }) => `  ${key}: ${verdict}`)).join('\n')
        : `customers in ${nameOf(scope)} that are not known to earn partner earned credit: ` +
          `${objections.length} of ${active.length}\n\n` +
          abridged(objections.map(lines => lines.join('\n'))).join('\n'),
  };
}

const OPTIONS: Inspectors<EarningOptions> = {
  allowUnknown: (value, faults) => {
    const ids = RULES.map<unknown>(rule => rule.id);
    faults.list(value, 'a list of rules').forEach((id, i) => {
      if (!ids.includes(id)) {
        faults.at(i).reject(id, 'is not a rule', `expected one of ${ids.join(', ')}`);
      }
    });
  },
  allowAcknowledged: inspectBoolean,
};

function nobodyIn(scope: IConstruct, left: CustomerReadiness[]): string {
  return left.length > 0
    ? `every customer in ${nameOf(scope)} is offboarded, so nobody earns: ${abridged(left.map(({ key }) => key)).join(', ')}`
    : `no customer is declared in ${nameOf(scope)}, so nobody earns; declare a CustomerStack or a LighthouseDelegation ` +
        'in it, or give the construct that holds them';
}

/** What speaks against a customer, a line each; none if it earns or everything is accepted. */
function objectionsTo({ key, name, subscriptions }: CustomerReadiness, options: EarningOptions): string[] {
  return subscriptions.flatMap(subscription => {
    const objections = subscription.findings.filter(finding => !isAccepted(finding, options));
    return objections.length === 0
      ? []
      : [`${readable(name)} (${key}), ${scopeInWords(subscription)}`, ...objections.flatMap(linesOf)];
  });
}

function isAccepted({ rule, verdict, acknowledgement }: ReadinessFinding, options: EarningOptions): boolean {
  return (
    verdict === Verdict.EARNS ||
    (verdict === Verdict.UNKNOWN && options.allowUnknown?.includes(rule) === true) ||
    (acknowledgement !== undefined && options.allowAcknowledged === true)
  );
}

function linesOf({ rule, verdict, reason, cure, acknowledgement }: ReadinessFinding): string[] {
  return [
    `    ${verdict}, ${rule}: ${reason}`,
    `      cure: ${cure}`,
    ...(acknowledgement === undefined
      ? []
      : [`      acknowledged: ${acknowledgement} (counts only with { allowAcknowledged: true })`]),
  ];
}

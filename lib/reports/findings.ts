import {
  type AcceptedLoss,
  CREDIT_LOST,
  type CustomerReadiness,
  hasFinding,
  isOpen,
  type ReadinessFinding,
  type Readiness,
  RULES,
  stopsSynth,
  Verdict,
} from '../readiness';
import { VERDICTS } from './words';

/** What a rule finds about a customer, in the same words for one or more subscriptions. */
export interface SharedFinding extends ReadinessFinding {
  /** In how many subscriptions. */
  readonly subscriptions: number;
}

/** An acknowledgement and whom it is for. */
export interface AcknowledgedException {
  readonly rule: string;
  readonly reason: string;
  readonly customers: CustomerReadiness[];
}

/** Whether a reader has to see a finding. An acknowledgement is shown even where nothing is wrong any more. */
export function isNoteworthy({ verdict, acknowledgement }: ReadinessFinding): boolean {
  return verdict !== Verdict.EARNS || acknowledgement !== undefined;
}

/** The noteworthy findings of a customer, what is open first and then the worst, each text once. */
export function sharedFindings({ subscriptions }: CustomerReadiness): SharedFinding[] {
  const shared = new Map<string, SharedFinding>();
  for (const finding of subscriptions.flatMap(({ findings }) => findings).filter(isNoteworthy)) {
    const { rule, verdict, reason, cure, acknowledgement } = finding;
    const key = JSON.stringify([rule, verdict, reason, cure, acknowledgement]);
    shared.set(key, { ...finding, subscriptions: (shared.get(key)?.subscriptions ?? 0) + 1 });
  }
  return [...shared.values()].sort(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict),
  );
}

/** Every acknowledgement of a report, each reason once, by rule. */
export function acknowledgedExceptions({ customers }: Readiness): AcknowledgedException[] {
  const exceptions = new Map<string, AcknowledgedException>();
  for (const customer of customers) {
    for (const { rule, reason } of acceptedOf(customer)) {
      const key = JSON.stringify([rule, reason]);
      const exception = exceptions.get(key) ?? { rule, reason, customers: [] };
      if (exception.customers.at(-1) !== customer) {
        exception.customers.push(customer);
      }
      exceptions.set(key, exception);
    }
  }
  const ids: readonly string[] = [...RULES.map(({ id }) => id), CREDIT_LOST];
  const order = (rule: string) => ids.indexOf(rule);
  return [...exceptions.values()].sort((a, b) => order(a.rule) - order(b.rule));
}

/** What somebody accepted of a customer: findings, and losses. */
function acceptedOf({ subscriptions, acknowledgements = [] }: CustomerReadiness): { rule: string; reason: string }[] {
  return [
    ...subscriptions.flatMap(({ findings }) =>
      findings.flatMap(({ rule, acknowledgement }) =>
        acknowledgement === undefined ? [] : [{ rule, reason: acknowledgement }],
      ),
    ),
    ...[...acknowledgements, ...subscriptions.flatMap(({ acknowledgements: own = [] }) => own)].map(loss => ({
      rule: loss.rule,
      reason: `${loss.reason}${extentOf(loss)}`,
    })),
  ];
}

/** Which part of a loss is accepted. */
function extentOf({ from, to, resourceGroups }: AcceptedLoss): string {
  const parts = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(resourceGroups === undefined ? [] : [`in ${resourceGroups.join(', ')}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}

/** How soon a reader needs a customer, from 0: who keeps synth from writing, of whom something is open, then by verdict. */
export function urgencyOf(customer: CustomerReadiness): number {
  const state = hasFinding(customer, stopsSynth) ? 0 : hasFinding(customer, isOpen) ? 1 : 2;
  return state * VERDICTS.length + VERDICTS.indexOf(customer.verdict);
}

/** The customers in the order in which a reader needs them: the most urgent first, then by key. */
export function worstFirst(customers: readonly CustomerReadiness[]): CustomerReadiness[] {
  return [...customers].sort((a, b) => urgencyOf(a) - urgencyOf(b));
}

import { type CustomerReadiness, type ReadinessFinding, type Readiness, RULES, Verdict } from '../readiness';
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

/** The noteworthy findings of a customer, the worst first, each text once. */
export function sharedFindings({ subscriptions }: CustomerReadiness): SharedFinding[] {
  const shared = new Map<string, SharedFinding>();
  for (const finding of subscriptions.flatMap(({ findings }) => findings).filter(isNoteworthy)) {
    const { rule, verdict, reason, cure, acknowledgement } = finding;
    const key = JSON.stringify([rule, verdict, reason, cure, acknowledgement]);
    shared.set(key, { ...finding, subscriptions: (shared.get(key)?.subscriptions ?? 0) + 1 });
  }
  return [...shared.values()].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
}

/** Every acknowledgement of a report, each reason once, by rule. */
export function acknowledgedExceptions({ customers }: Readiness): AcknowledgedException[] {
  const exceptions = new Map<string, AcknowledgedException>();
  for (const customer of customers) {
    for (const { rule, acknowledgement } of customer.subscriptions.flatMap(({ findings }) => findings)) {
      if (acknowledgement !== undefined) {
        const key = JSON.stringify([rule, acknowledgement]);
        const exception = exceptions.get(key) ?? { rule, reason: acknowledgement, customers: [] };
        if (exception.customers.at(-1) !== customer) {
          exception.customers.push(customer);
        }
        exceptions.set(key, exception);
      }
    }
  }
  const order = (rule: string) => RULES.findIndex(({ id }) => id === rule);
  return [...exceptions.values()].sort((a, b) => order(a.rule) - order(b.rule));
}

/** The customers in the order in which a reader needs them: the worst first, then by key. */
export function worstFirst(customers: CustomerReadiness[]): CustomerReadiness[] {
  return VERDICTS.flatMap(verdict => customers.filter(customer => customer.verdict === verdict));
}

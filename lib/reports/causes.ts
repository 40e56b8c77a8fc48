import { type CustomerReadiness, isOpen, type Readiness, type ReadinessFinding, RULES, stopsSynth } from '../readiness';

/** One thing that speaks against earning, with everybody of whom it does: one cure for all of them. */
export interface ReadinessCause {
  /** The id of the rule. */
  readonly rule: string;
  /** What is wrong, a clause. */
  readonly cause: string;
  /** Whether synth fails until it is cured or acknowledged. */
  readonly stops: boolean;
  /** Who has to act; empty of a rule that only a newer package knows. */
  readonly who: string;
  /** What that person does: sentences; empty likewise. */
  readonly what: string;
  /** What to write in the declaration: a clause, or sentences in which backticks mark code. */
  readonly cure: string;
  /** The customers of whom it is open, by key. */
  readonly open: readonly CustomerReadiness[];
  /** The customers of whom somebody acknowledged it, by key. */
  readonly acknowledged: readonly CustomerReadiness[];
}

/** What a finding is told of; what older packages wrote has the reason only. */
export function causeOf({ cause, reason }: ReadinessFinding): string {
  return cause ?? reason;
}

/** What speaks against earning: first what stops synth, then what is open of most customers. */
export function readinessCauses({ customers }: Pick<Readiness, 'customers'>): ReadinessCause[] {
  const groups = new Map<string, { findings: ReadinessFinding[]; byCustomer: Map<CustomerReadiness, boolean> }>();
  for (const customer of customers) {
    for (const finding of customer.subscriptions.flatMap(({ findings }) => findings).filter(speaksAgainst)) {
      const key = JSON.stringify([finding.rule, causeOf(finding)]);
      const group = groups.get(key) ?? { findings: [], byCustomer: new Map<CustomerReadiness, boolean>() };
      groups.set(key, group);
      group.findings.push(finding);
      group.byCustomer.set(customer, isOpen(finding) || group.byCustomer.get(customer) === true);
    }
  }
  return [...groups.values()]
    .map(({ findings, byCustomer }) => {
      const [first] = findings;
      const rule = RULES.find(({ id }) => id === first.rule);
      const isShared = findings.every(({ cure }) => cure === first.cure);
      return {
        rule: first.rule,
        cause: causeOf(first),
        stops: findings.some(stopsSynth),
        who: rule?.who ?? '',
        what: rule?.what ?? '',
        cure: isShared || rule === undefined ? first.cure : rule.cure,
        open: [...byCustomer].filter(([, open]) => open).map(([customer]) => customer),
        acknowledged: [...byCustomer].filter(([, open]) => !open).map(([customer]) => customer),
      };
    })
    .sort((a, b) => Number(b.stops) - Number(a.stops) || b.open.length - a.open.length || (a.cause < b.cause ? -1 : 1));
}

function speaksAgainst({ verdict }: ReadinessFinding): boolean {
  return isOpen({ verdict });
}

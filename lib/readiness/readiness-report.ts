import { readable } from '../terraform';

/** Whether a customer earns partner earned credit, judged from the declaration alone. */
export enum Verdict {
  /** Everything that Microsoft asks for is declared. */
  EARNS = 'earns',
  /** Something that Microsoft asks for is missing. */
  DOES_NOT_EARN = 'does-not-earn',
  /** The declaration does not tell. */
  UNKNOWN = 'unknown',
  /** The customer is offboarded. */
  LEFT = 'left',
}

/** What one rule says of one subscription. */
export interface ReadinessFinding {
  /** The id of the rule, such as `role-earns`. */
  readonly rule: string;
  /** What the rule says. */
  readonly verdict: Verdict;
  /** Why, one clause. */
  readonly reason: string;
  /** What to do about it; empty if nothing is to be done. */
  readonly cure: string;
  /** Whether synth fails unless somebody acknowledges the finding with a reason. */
  readonly needsAcknowledgement: boolean;
  /** The reason with which the finding was acknowledged. */
  readonly acknowledgement?: string;
}

/** One delegated subscription. */
export interface SubscriptionReadiness {
  /** The subscription: a GUID, or a Terraform reference. */
  readonly subscriptionId: string;
  /** The delegated resource groups; empty means the whole subscription. */
  readonly resourceGroups: string[];
  readonly verdict: Verdict;
  /** What each rule says, in the order of the rules. */
  readonly findings: ReadinessFinding[];
}

/** One customer. */
export interface CustomerReadiness {
  /** The customer's key; the construct path of a delegation that belongs to no declared customer. */
  readonly key: string;
  readonly name: string;
  /** The customer's tenant, if known. */
  readonly tenantId?: string;
  /** The worst verdict among the subscriptions. */
  readonly verdict: Verdict;
  readonly subscriptions: SubscriptionReadiness[];
  /** What a reader should know though nothing is wrong with it. */
  readonly advice: string[];
}

/** Which customers earn, and why the others do not. */
export class ReadinessReport {
  constructor(
    /** Every customer, by key. */
    public readonly customers: CustomerReadiness[],
  ) {}

  /** How many customers have a verdict. */
  public count(verdict: Verdict): number {
    return this.customers.filter(customer => customer.verdict === verdict).length;
  }

  /** The report as a table for a terminal, at most 120 columns unless a reason is longer. */
  public toTable(): string {
    const rows = this.customers.flatMap(customer => customerRows(customer));
    const heading = ['CUSTOMER', 'SUBSCRIPTION', 'VERDICT', 'WHY'];
    const widths = heading.map((title, column) => Math.max(title.length, ...rows.map(row => row[column].length)));
    const lines = [heading, ...rows].map(row =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    );
    return [...lines, '', this.summary].join('\n');
  }

  /** One sentence with the totals. */
  public get summary(): string {
    const counts = [
      `${this.count(Verdict.EARNS)} would earn`,
      `${this.count(Verdict.DOES_NOT_EARN)} would not`,
      `${this.count(Verdict.UNKNOWN)} unknown`,
      `${this.count(Verdict.LEFT)} left`,
    ];
    const total = this.customers.length;
    return `${total} ${total === 1 ? 'customer' : 'customers'}: ${counts.join(', ')}.`;
  }
}

function customerRows(customer: CustomerReadiness): string[][] {
  const rows =
    customer.subscriptions.length === 0
      ? [[readable(customer.name), '', customer.verdict, 'the delegation is removed at the next apply']]
      : customer.subscriptions.flatMap(subscription => subscriptionRows(customer, subscription));
  return [...rows, ...customer.advice.map(advice => ['', '', '', `note: ${advice}`])];
}

function subscriptionRows(customer: CustomerReadiness, subscription: SubscriptionReadiness): string[][] {
  const deciding = subscription.findings.filter(finding => finding.verdict === subscription.verdict);
  const rows: string[][] = [];
  for (const finding of deciding) {
    rows.push([
      '',
      '',
      '',
      subscription.verdict === Verdict.EARNS ? finding.reason : `${finding.rule}: ${finding.reason}`,
    ]);
    if (finding.acknowledgement !== undefined) {
      rows.push(['', '', '', `  acknowledged: ${finding.acknowledgement}`]);
    } else if (finding.cure !== '') {
      rows.push(['', '', '', `  cure: ${finding.cure}`]);
    }
  }
  const why =
    subscription.verdict === Verdict.EARNS ? [[rows.map(row => row[3]).join(', ')]] : rows.map(row => [row[3]]);
  return why.map(([reason], i) =>
    i === 0
      ? [readable(customer.name), describeSubscription(subscription), subscription.verdict, reason]
      : ['', '', '', reason],
  );
}

function describeSubscription({ subscriptionId, resourceGroups }: SubscriptionReadiness): string {
  const id = readable(subscriptionId);
  const groups = resourceGroups.length;
  return groups === 0 ? id : `${id} (${groups} resource ${groups === 1 ? 'group' : 'groups'})`;
}

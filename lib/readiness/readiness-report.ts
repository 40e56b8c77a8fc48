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
  /** The worst verdict among the findings. */
  readonly verdict: Verdict;
  /** What each rule says, in the order of the rules. */
  readonly findings: ReadinessFinding[];
}

/** One customer. */
export interface CustomerReadiness {
  /** The customer's key; the construct path of a delegation that belongs to no declared customer. */
  readonly key: string;
  /** What reports call the customer. */
  readonly name: string;
  /** The customer's tenant, if known. */
  readonly tenantId?: string;
  /** The worst verdict among the subscriptions. */
  readonly verdict: Verdict;
  /** The delegated subscriptions; none if the customer has left. */
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

  /** The report for a terminal: a row for each subscription, reasons and cures below it. */
  public toTable(): string {
    const entries = this.customers.flatMap(customerEntries);
    const rows = [['CUSTOMER', 'SUBSCRIPTION', 'VERDICT'], ...entries.map(entry => entry.row)];
    const widths = rows[0].map((_title, column) => Math.max(...rows.map(row => row[column].length)));
    const line = (row: string[]) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd();
    const lines = entries.flatMap(({ row, below }) => [line(row), ...below.map(text => `    ${text}`)]);
    return [line(rows[0]), ...lines, '', this.summary].join('\n');
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

/** A row of the table and the lines below it. */
interface Entry {
  readonly row: [customer: string, subscription: string, verdict: string];
  readonly below: string[];
}

function customerEntries(customer: CustomerReadiness): Entry[] {
  const name = readable(customer.name);
  const entries: Entry[] =
    customer.subscriptions.length === 0
      ? [{ row: [name, '', customer.verdict], below: ['the delegation is removed at the next apply'] }]
      : customer.subscriptions.map(subscription => ({
          row: [name, describeSubscription(subscription), subscription.verdict],
          below: reasons(subscription),
        }));
  entries[entries.length - 1].below.push(...customer.advice.map(advice => `note: ${advice}`));
  return entries;
}

function reasons({ findings, verdict }: SubscriptionReadiness): string[] {
  const deciding = findings.filter(finding => finding.verdict === verdict);
  if (verdict === Verdict.EARNS) {
    return [deciding.map(finding => finding.reason).join(', ')];
  }
  return deciding.flatMap(({ rule, reason, cure, acknowledgement }) => [
    `${rule}: ${reason}`,
    ...(acknowledgement !== undefined
      ? [`  acknowledged: ${acknowledgement}`]
      : cure !== ''
        ? [`  cure: ${cure}`]
        : []),
  ]);
}

function describeSubscription({ subscriptionId, resourceGroups }: SubscriptionReadiness): string {
  const id = readable(subscriptionId);
  const groups = resourceGroups.length;
  return groups === 0 ? id : `${id} (${groups} resource ${groups === 1 ? 'group' : 'groups'})`;
}

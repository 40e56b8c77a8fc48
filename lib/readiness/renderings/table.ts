import { readable } from '../../terraform';
import type { CustomerReadiness, ReadinessReport, SubscriptionReadiness } from '../readiness-report';
import { Verdict } from '../verdict';

/** The report for a terminal: a row for each subscription, reasons and cures below it. */
export function toTable(report: ReadinessReport): string {
  const entries = report.customers.flatMap(customerEntries);
  const rows = [['CUSTOMER', 'SUBSCRIPTION', 'VERDICT'], ...entries.map(entry => entry.row)];
  const widths = rows[0].map((_title, column) => rows.reduce((widest, row) => Math.max(widest, row[column].length), 0));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  const lines = entries.flatMap(({ row, below }) => [line(row), ...below.map(text => `    ${text}`)]);
  return [line(rows[0]), ...lines, '', report.summary].join('\n');
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

import { type CustomerReadiness, type Readiness, type SubscriptionReadiness, Verdict } from '../readiness';
import { isNoteworthy } from './findings';
import { clipped } from '../text';
import { count, departure, plain } from './words';

/** The widest cell: one long name must not push the verdicts of everybody out of sight. */
const WIDEST = 60;

/** The report for a terminal: a row for each subscription, reasons and cures below it. */
export function toTable(report: Readiness): string {
  const entries = report.customers.flatMap(customerEntries);
  const rows = [['CUSTOMER', 'SUBSCRIPTION', 'VERDICT'], ...entries.map(entry => entry.row)];
  const widths = rows[0].map((_title, column) => rows.reduce((widest, row) => Math.max(widest, row[column].length), 0));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  const lines = entries.flatMap(({ row, below }) => [line(row), ...below.map(text => `    ${text}`)]);
  const selection = report.selection === undefined ? [] : [`Selected: ${plain(report.selection)}`];
  return [line(rows[0]), ...lines, '', ...selection, report.summary].join('\n');
}

/** A row of the table and the lines below it. */
interface Entry {
  readonly row: [customer: string, subscription: string, verdict: string];
  readonly below: string[];
}

function customerEntries(customer: CustomerReadiness): Entry[] {
  const name = clipped(plain(customer.name), WIDEST);
  const entries: Entry[] =
    customer.subscriptions.length === 0
      ? [{ row: [name, '', customer.verdict], below: [departure(customer.onboarding)] }]
      : customer.subscriptions.map(subscription => ({
          row: [name, describeSubscription(subscription), subscription.verdict],
          below: reasons(subscription),
        }));
  entries[entries.length - 1].below.push(...customer.advice.map(advice => `note: ${plain(advice)}`));
  return entries;
}

function reasons({ findings, verdict }: SubscriptionReadiness): string[] {
  const noteworthy = findings
    .filter(isNoteworthy)
    .flatMap(({ rule, reason, cure, acknowledgement }) => [
      `${rule}: ${plain(reason)}`,
      ...(acknowledgement !== undefined
        ? [`  acknowledged: ${plain(acknowledgement)}`]
        : cure !== ''
          ? [`  cure: ${plain(cure)}`]
          : []),
    ]);
  return verdict === Verdict.EARNS
    ? [findings.map(finding => plain(finding.reason)).join(', '), ...noteworthy]
    : noteworthy;
}

function describeSubscription({ subscriptionId, managementGroupId, resourceGroups }: SubscriptionReadiness): string {
  const id = clipped(plain(managementGroupId ?? subscriptionId ?? ''), WIDEST);
  const groups = resourceGroups.length;
  return groups === 0 ? id : `${id} (${count(groups, 'resource group')})`;
}

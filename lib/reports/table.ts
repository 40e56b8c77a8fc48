import { type CustomerReadiness, type Readiness, type SubscriptionReadiness, Verdict } from '../readiness';
import { isNoteworthy } from './findings';
import { cellOf, textTable, type TextTableRow } from './text-table';
import { count, departure, plain, statementsOf, VERDICT_NAMES } from './words';

/** The report for a terminal: a row for each subscription, reasons and cures below it. */
export function toTable(report: Readiness): string {
  const selection = report.selection === undefined ? [] : [`Selected: ${plain(report.selection)}`];
  const table = textTable(['CUSTOMER', 'SUBSCRIPTION', 'VERDICT'], report.customers.flatMap(rowsOf));
  return [...table, '', ...selection, report.summary, ...statementsOf(report)].join('\n');
}

function rowsOf(customer: CustomerReadiness): TextTableRow[] {
  const name = cellOf(customer.name);
  const notes = customer.advice.map(advice => `note: ${plain(advice)}`);
  return customer.subscriptions.length === 0
    ? [
        {
          cells: [name, '', VERDICT_NAMES[customer.verdict].toLowerCase()],
          below: [departure(customer.onboarding), ...notes],
        },
      ]
    : customer.subscriptions.map((subscription, i) => ({
        cells: [name, describeSubscription(subscription), subscription.verdict],
        below: [...reasons(subscription), ...(i === customer.subscriptions.length - 1 ? notes : [])],
      }));
}

function reasons({ findings, verdict, note }: SubscriptionReadiness): string[] {
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
    ? [
        ...(note === undefined ? [] : [plain(note)]),
        findings.map(({ reason }) => plain(reason)).join(', '),
        ...noteworthy,
      ]
    : noteworthy;
}

function describeSubscription({ subscriptionId, managementGroupId, resourceGroups }: SubscriptionReadiness): string {
  const id = cellOf(managementGroupId ?? subscriptionId ?? '');
  const groups = resourceGroups.length;
  return groups === 0 ? id : `${id} (${count(groups, 'resource group')})`;
}

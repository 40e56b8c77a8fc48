import { type CustomerReadiness, type Readiness, type SubscriptionReadiness, Verdict } from '../readiness';
import { readinessCauses } from './causes';
import { isNoteworthy } from './findings';
import { cellOf, textTable, type TextTableRow } from './text-table';
import { CHANGE_NAMES, comingAndGoing, sinceWhen } from './trend-words';
import { capitalized, count, departure, plain, stampParts, statementsOf, VERDICT_NAMES } from './words';

/** The report for a terminal: a row for each subscription, reasons and cures below it. */
export function toTable(report: Readiness): string {
  const selection = report.selection === undefined ? [] : [`Selected: ${plain(report.selection)}`];
  const table = textTable(['CUSTOMER', 'SUBSCRIPTION', 'VERDICT'], report.customers.flatMap(rowsOf));
  const stamp = stampParts(report).join(', ');
  return [
    ...table,
    '',
    ...causeLines(report),
    ...trendLines(report),
    ...(stamp === '' ? [] : [stamp]),
    ...selection,
    report.summary,
    ...statementsOf(report),
  ].join('\n');
}

/** What is open, each cause once: nobody reads forty times that Reader does not earn. */
function causeLines(report: Readiness): string[] {
  const causes = readinessCauses(report).filter(({ open }) => open.length > 0);
  return causes.length === 0
    ? []
    : [
        'WHAT TO DO',
        ...causes.flatMap(({ cause, stops, who, what, open }) => [
          `${plain(capitalized(cause))}: ${count(open.length, 'customer')}${stops ? ', and synth fails' : ''}`,
          ...(who === '' ? [] : [`    ${who}. ${what}`]),
        ]),
        '',
      ];
}

function trendLines({ trend }: Readiness): string[] {
  if (trend === undefined) {
    return [];
  }
  const rest = comingAndGoing(trend);
  return [
    sinceWhen(trend).toUpperCase(),
    ...trend.changes.map(({ change, key, name }) => `${CHANGE_NAMES[change]}: ${cellOf(name)} (${plain(key)})`),
    ...(rest === undefined ? [] : [rest]),
    '',
  ];
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

function describeSubscription(subscription: SubscriptionReadiness): string {
  const { subscriptionId, subscriptionName, managementGroupId, resourceGroups } = subscription;
  const id = cellOf(managementGroupId ?? subscriptionId ?? '');
  const groups = resourceGroups.length;
  const beside = [
    ...(subscriptionName === undefined ? [] : [cellOf(subscriptionName)]),
    ...(groups === 0 ? [] : [count(groups, 'resource group')]),
  ];
  return beside.length === 0 ? id : `${id} (${beside.join(', ')})`;
}

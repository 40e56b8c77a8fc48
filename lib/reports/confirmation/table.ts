import { cellOf, textTable, type TextTableRow } from '../text-table';
import { plain } from '../words';
import type { ConfirmationDocument, ConfirmedCustomer, UndeclaredUsage } from './confirmation-document';
import { costliestFirst, STANDING_NAMES, standingOf } from './standing';
import {
  daysOf,
  doubtOf,
  ineligibleBecause,
  liveOf,
  moneyOf,
  NOBODY_EARNED,
  outOfReachOf,
  percentOf,
  spellsOf,
  subscriptionVerdict,
  summaryOf,
  surprisesOf,
} from './words';

const TITLES = ['CUSTOMER', 'SUBSCRIPTION', 'VERDICT', 'EARNED', 'LOST', 'LIKELY LOST', 'UNPROVEN'];

/** The confirmation for a terminal: a row for each subscription, and below it on which days it lost, and why. */
export function toTable(confirmation: ConfirmationDocument): string {
  const { customers, undeclared, totals, nobodyEarned } = confirmation;
  const rows = [...costliestFirst(customers).flatMap(rowsOf), ...undeclared.map(undeclaredRow)];
  return [
    ...(nobodyEarned ? [NOBODY_EARNED, ''] : []),
    ...textTable(TITLES, rows),
    '',
    ...totals.map(
      total =>
        `${total.currency}: ${total.earned} earned, ${total.lostCertain} lost, ${total.lostLikely} likely lost, ` +
        `${total.unproven} unproven; of the credit ${percentOf(total)} earned; ${total.notEligible} billed for what ` +
        `cannot earn${Object.keys(total.notEligibleBecause).length === 0 ? '' : ` (${ineligibleBecause(total)})`}`,
    ),
    summaryOf(confirmation),
    ...outOfReachOf(confirmation),
    ...doubtOf(confirmation),
    '',
  ].join('\n');
}

function rowsOf(customer: ConfirmedCustomer): TextTableRow[] {
  const name = cellOf(customer.name);
  const standing = STANDING_NAMES[standingOf(customer)];
  if (customer.subscriptions.length === 0) {
    return [{ cells: [name, '', customer.verdict, '', '', '', ''], below: [standing] }];
  }
  return customer.subscriptions.map((subscription, i) => {
    const { subscriptionId, totals, days } = subscription;
    return {
      cells: [
        name,
        cellOf(subscriptionId),
        subscriptionVerdict(subscription),
        moneyOf(totals, 'earned'),
        moneyOf(totals, 'lostCertain'),
        moneyOf(totals, 'lostLikely'),
        moneyOf(totals, 'unproven'),
      ],
      below: [
        ...(i === 0 ? [standing] : []),
        ...spellsOf(days).flatMap(spell => [`${daysOf(spell)}:`, ...spell.reasons.map(reason => `  ${plain(reason)}`)]),
        ...liveOf(subscription).map(plain),
        ...surprisesOf(days).map(plain),
      ],
    };
  });
}

function undeclaredRow({ tenantId, subscriptionId, name, totals }: UndeclaredUsage): TextTableRow {
  return {
    cells: [
      cellOf(name || tenantId || ''),
      subscriptionId ?? '',
      'undeclared',
      moneyOf(totals, 'earned'),
      moneyOf(totals, 'lostCertain'),
      moneyOf(totals, 'lostLikely'),
      moneyOf(totals, 'unproven'),
    ],
    below: [],
  };
}

import { bytes, code, escaped, fit, LIMIT } from '../markdown-text';
import { count } from '../words';
import type { ConfirmationDocument, ConfirmedCustomer, UndeclaredUsage } from './confirmation-document';
import { costliestFirst, NEEDS_ATTENTION, STANDING_NAMES, standingOf } from './standing';
import {
  daysOf,
  doubtOf,
  liveOf,
  moneyOf,
  NOBODY_EARNED,
  outOfReachOf,
  percentOf,
  spellsOf,
  surprisesOf,
} from './words';

/** By this line a pipeline finds its comment or issue, to update it. */
const MARKER = '<!-- pec-confirmation -->';

/** The most spells of one customer: nobody may push everybody else out of the report. */
const MOST_SPELLS = 6;

/** The confirmation as a comment or an issue, for GitHub and Azure DevOps. */
export function toMarkdown(confirmation: ConfirmationDocument): string {
  const { covers, totals, customers, undeclared, nobodyEarned } = confirmation;
  const ordered = costliestFirst(customers);
  const noteworthy = ordered.filter(customer => NEEDS_ATTENTION.includes(standingOf(customer)));
  const head = [
    `${MARKER}\n### Partner earned credit, ${covers.from} to ${covers.to}`,
    ...(nobodyEarned ? [`**${NOBODY_EARNED}**`] : []),
    totalsTable(confirmation),
    ...outOfReachOf(confirmation),
  ].join('\n\n');
  const customerRows = fit(noteworthy.map(customerRow), LIMIT - bytes(head) - 5_000);
  const left = LIMIT - bytes(head) - 5_000 - customerRows.size;
  const undeclaredRows = fit(undeclared.map(undeclaredRow), left);
  const confirmed = customers.filter(customer => standingOf(customer) === 'confirmed').length;
  return `${[
    head,
    ...(noteworthy.length > 0
      ? [
          '#### Who needs a look',
          `| Customer | What it is | Earned | Lost | Why |\n| --- | --- | --- | --- | --- |\n${customerRows.text}`,
          ...leftOut(customerRows.leftOut),
        ]
      : []),
    ...(undeclared.length > 0
      ? [
          '#### Undeclared',
          `| Customer | Subscription | Earned | Lost | Unproven |\n| --- | --- | --- | --- | --- |\n${undeclaredRows.text}`,
          ...leftOut(undeclaredRows.leftOut),
        ]
      : []),
    `${count(confirmed, 'customer')} confirmed${totals.length === 0 ? '; no usage is settled yet' : ''}. By the files ` +
      `${confirmation.sources.map(({ name }) => code(name)).join(', ')}.`,
    ...doubtOf(confirmation),
  ].join('\n\n')}\n`;
}

function totalsTable({ totals }: ConfirmationDocument): string {
  const rows = totals.map(
    total =>
      `| ${total.currency} | ${total.earned} | ${total.lostCertain} | ${total.lostLikely} | ${total.unproven} | ` +
      `${percentOf(total)} |`,
  );
  return [
    '| Currency | Earned | Lost for certain | Likely lost | Unproven | Earned of it |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function customerRow(customer: ConfirmedCustomer): string {
  const { name, key, totals, subscriptions } = customer;
  const whys = subscriptions.flatMap(subscription => {
    const { subscriptionId, days } = subscription;
    return [
      ...spellsOf(days).map(
        spell => `${code(subscriptionId)} ${daysOf(spell)}: ${spell.reasons.map(escaped).join('; ')}`,
      ),
      ...[...liveOf(subscription), ...surprisesOf(days)].map(reason => `${code(subscriptionId)} ${escaped(reason)}`),
    ];
  });
  const more = whys.length - MOST_SPELLS;
  const why = [...whys.slice(0, MOST_SPELLS), ...(more > 0 ? [`and ${more} more`] : [])].join('<br>');
  const lost = [moneyOf(totals, 'lostCertain'), `likely ${moneyOf(totals, 'lostLikely')}`].join('<br>');
  return `| ${escaped(name)} (${code(key)}) | ${STANDING_NAMES[standingOf(customer)]} | ${moneyOf(totals, 'earned')} | ${lost} | ${why} |`;
}

function undeclaredRow({ tenantId, subscriptionId, name, totals }: UndeclaredUsage): string {
  const lost = [moneyOf(totals, 'lostCertain'), `likely ${moneyOf(totals, 'lostLikely')}`].join('<br>');
  return `| ${escaped(name || tenantId || '')} | ${code(subscriptionId ?? 'none')} | ${moneyOf(totals, 'earned')} | ${lost} | ${moneyOf(totals, 'unproven')} |`;
}

function leftOut(rows: number): string[] {
  return rows === 0 ? [] : [`**${rows} more are left out here,** because a comment has no room for them.`];
}

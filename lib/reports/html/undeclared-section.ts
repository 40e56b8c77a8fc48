import type { UndeclaredUsage } from '../confirmation/confirmation-document';
import { earnedOf, lostOf, unprovenOf } from '../confirmation/standing';
import type { Joint } from '../joint/joint';
import { inWords, mostMoneyFirst, sumByCurrency } from '../money';
import { undeclaredDelegations } from '../verification/html';
import { html } from './escape';

/** Usage that nobody declared, with what is left there; customers of the bill that are declared no longer; delegations. */
export function undeclaredSection(joint: Joint): string[] {
  const { latest, verification } = joint;
  const usage = latest?.undeclared ?? [];
  const former = joint.noLongerDeclared.map(({ tenantId, name, subscriptions }) =>
    subscriptions.map(({ subscriptionId, totals }) => ({ tenantId, subscriptionId, name, totals })),
  );
  const rows = mostMoneyFirst<UndeclaredUsage>([...usage, ...former.flat()], ({ totals }) => lostOf(totals));
  const left = sumByCurrency(rows.flatMap(({ totals }) => lostOf(totals)));
  const titles = ['Customer', 'Subscription', 'Lost', 'Earned', 'Unproven'];
  const table = [
    '<section aria-labelledby="undeclared">',
    '<h2 id="undeclared">Billed to you, and declared by nobody</h2>',
    `<p>${left.length === 0 ? 'Nothing is known to be lost here.' : `<b>${html(inWords(left))}</b> of credit waits for you here: onboard these subscriptions.`}</p>`,
    '<table class="undeclared"><caption>Subscriptions that nobody declared, those that lost most first.</caption>',
    `<thead><tr>${titles.map(title => `<th scope="col">${title}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map(row).join('\n')}</tbody></table>`,
    '</section>',
  ];
  return [
    ...(rows.length === 0 ? [] : table),
    ...(verification === undefined ? [] : undeclaredDelegations(verification)),
  ];
}

function row({ tenantId, subscriptionId, name, totals }: UndeclaredUsage): string {
  const cells = [
    ['Subscription', subscriptionId ?? 'none'],
    ['Lost', inWords(lostOf(totals))],
    ['Earned', inWords(earnedOf(totals))],
    ['Unproven', inWords(unprovenOf(totals))],
  ];
  const rest = cells.map(([label, cell]) => `<td data-label="${label}">${html(cell)}</td>`).join('');
  return `<tr><th scope="row">${html(name || tenantId || '')}</th>${rest}</tr>`;
}

import { LOSS_CAUSES } from '../confirmation/causes';
import type { CauseTotals, LossCause, LossTotals } from '../confirmation/confirmation-document';
import { lostOf } from '../confirmation/standing';
import type { Joint } from '../joint/joint';
import { inWords, type Money, mostMoneyFirst, sumByCurrency } from '../money';
import { periodOf } from '../period';
import { count, figure } from '../words';
import { html } from './escape';
import type { Facets } from './facets';

/** How many customers of a cause are named: those who lost most. */
const MOST_NAMES = 3;

/** Why credit was lost by the newest bill, how much, and who has to act. */
export function causeSection(joint: Joint, facets: Facets): string[] {
  const { latest } = joint;
  if (latest === undefined || latest.causes.length === 0) {
    return [];
  }
  const causes = mostMoneyFirst(latest.causes, ({ totals }) => lostOf(totals));
  const titles = ['Why', 'Lost', 'Unproven', 'Who acts', 'Where'];
  return [
    '<section aria-labelledby="causes">',
    `<h2 id="causes">Why credit was lost in ${periodOf(latest.covers)}, and who acts</h2>`,
    '<table class="causes">',
    '<caption>The causes, those that cost most first. They add up to everything that was lost.</caption>',
    `<thead><tr>${titles.map(title => `<th scope="col">${title}</th>`).join('')}</tr></thead>`,
    `<tbody>${causes.map(cause => row(cause, joint, facets)).join('\n')}</tbody>`,
    '</table>',
    '</section>',
  ];
}

function row({ cause, customers, totals }: CauseTotals, joint: Joint, facets: Facets): string {
  const { title, who, what } = LOSS_CAUSES[cause];
  const cells = [
    ['Lost', html(inWords(lostOf(totals)))],
    ['Unproven', html(inWords(unprovenOf(totals)))],
    ['Who acts', `${html(who)}<p>${html(what)}</p>`],
    ['Where', cause === 'undeclared' ? undeclared(customers) : places(cause, customers, joint, facets)],
  ];
  const rest = cells.map(([label, cell]) => `<td data-label="${label}">${cell}</td>`);
  return `<tr><th scope="row">${html(title)}</th>${rest.join('')}</tr>`;
}

function undeclared(tenants: number): string {
  return `<a href="#undeclared">${count(tenants, 'tenant')}</a>`;
}

/** The customers who lost most for a cause, each with its amount, and how to see all of them. */
function places(cause: LossCause, customers: number, joint: Joint, facets: Facets): string {
  const own = joint.customers.flatMap(({ declared, paid }, index) => {
    const totals = (paid?.subscriptions ?? [])
      .flatMap(({ losses }) => losses.filter(loss => loss.cause === cause))
      .flatMap(loss => loss.totals);
    return totals.length === 0 ? [] : [{ name: declared.name, index, lost: lostOf(totals) }];
  });
  const named = mostMoneyFirst(own, ({ lost }) => lost)
    .slice(0, MOST_NAMES)
    .map(({ name, index, lost }) => `<a href="#c${index}">${html(name)}</a> ${html(inWords(lost))}`);
  const token = facets.causeToken(cause);
  const all = `Show all ${figure(customers)}`;
  return [
    ...named.map(text => `<p>${text}</p>`),
    ...(token === undefined || customers <= MOST_NAMES
      ? []
      : [`<p><button type="button" class="only" value="${token}" disabled>${all}</button></p>`]),
  ].join('');
}

function unprovenOf(totals: readonly LossTotals[]): Money[] {
  return sumByCurrency(totals.map(({ currency, unproven: amount }) => ({ currency, amount })));
}

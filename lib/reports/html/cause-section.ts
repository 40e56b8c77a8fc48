import { LOSS_CAUSES, NOBODY_ACTS } from '../confirmation/causes';
import type { CauseTotals, LossCause, LossTotals } from '../confirmation/confirmation-document';
import { lostOf, unprovenOf } from '../confirmation/standing';
import type { Joint } from '../joint/joint';
import { inWords, mostMoneyFirst } from '../money';
import { periodOf } from '../period';
import { NEEDS_A_LOOK } from '../verification/words';
import { count, figure, sentence } from '../words';
import { anchorOf, choiceAddress } from './addresses';
import { html } from './escape';
import { type Facets, LOSS } from './facets';
import { foldedOnPhone } from './folded';

/** How many customers of a cause are named: those who lost most. */
const MOST_NAMES = 3;

/** What the newest bill lost most for of what somebody has to act on, and who: the whole page in a line. */
export function costliestCause({ latest }: Joint): string[] {
  const lossy = (latest?.causes ?? []).filter(({ totals }) => lostOf(totals).length > 0);
  if (lossy.length === 0) {
    return [];
  }
  const open = lossy.filter(({ cause }) => !NOBODY_ACTS.includes(cause));
  const costliest = mostMoneyFirst(open, ({ totals }) => lostOf(totals)).at(0);
  if (costliest === undefined) {
    return ['<p>Nobody has to act on <a href="#causes">what was lost</a>.</p>'];
  }
  const { title, who } = LOSS_CAUSES[costliest.cause];
  const most = open.length < lossy.length ? 'The costliest cause that somebody has to act on' : 'The costliest cause';
  const amount = html(inWords(lostOf(costliest.totals)));
  return [`<p>${most}: <a href="#causes">${html(title)}</a>, ${amount}. Who acts: ${html(who)}.</p>`];
}

/** Why credit was lost by the newest bill, how much, and who has to act. */
export function causeSection(joint: Joint, facets: Facets): string[] {
  const { latest } = joint;
  if (latest === undefined || latest.causes.length === 0) {
    return [];
  }
  const causes = mostMoneyFirst(latest.causes, ({ totals }) => lostOf(totals));
  const titles = ['Why', 'Lost', 'Who acts', 'Where'];
  const table = [
    '<table class="causes">',
    '<caption>The causes, those that cost most first. They add up to everything that was lost.</caption>',
    `<thead><tr>${titles.map(title => `<th scope="col">${title}</th>`).join('')}</tr></thead>`,
    `<tbody>${causes.map(cause => row(cause, joint, facets)).join('\n')}</tbody>`,
    '</table>',
  ].join('\n');
  return [
    '<section aria-labelledby="causes">',
    `<h2 id="causes">Why credit was lost in ${periodOf(latest.covers)}, and who acts</h2>`,
    foldedOnPhone(count(causes.length, 'cause'), table),
    '</section>',
  ];
}

function row({ cause, customers, totals }: CauseTotals, joint: Joint, facets: Facets): string {
  const { title, who, what } = LOSS_CAUSES[cause];
  const cells = [
    ['Lost', `${html(inWords(lostOf(totals)))}${unprovenBelow(totals)}`],
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
  const own = joint.customers.flatMap(({ declared: { key, name }, live, paid }) => {
    const losses = (paid?.subscriptions ?? []).flatMap(subscription =>
      subscription.losses.filter(loss => loss.cause === cause),
    );
    return losses.length === 0 ? [] : [{ key, name, live, losses }];
  });
  const totalsOf = ({ losses }: (typeof own)[number]) => losses.flatMap(({ totals }) => totals);
  const lost = (each: (typeof own)[number]) => lostOf(totalsOf(each));
  const amountOf = (each: (typeof own)[number]) => {
    const unproven = inWords(unprovenOf(totalsOf(each)));
    return inWords(lost(each)) || (unproven && `${unproven} unproven`);
  };
  const named = mostMoneyFirst(own, lost)
    .slice(0, MOST_NAMES)
    .map(each => {
      // That all was well when somebody looked explains nothing here; the customer's own row says it.
      const isWrong = each.live !== undefined && NEEDS_A_LOOK.includes(each.live.verdict);
      const sights = [...new Set(isWrong ? each.losses.flatMap(loss => loss.live ?? []) : [])].map(sentence);
      const seen = sights.length === 0 ? '' : `<br><small>${html(sights.join(' '))}</small>`;
      return `<a href="#${anchorOf(each.key)}">${html(each.name)}</a> ${html(amountOf(each))}${seen}`;
    });
  const { title } = LOSS_CAUSES[cause];
  const all = `<a href="${choiceAddress(LOSS, title)}">Show all ${figure(customers)}</a>`;
  return [
    ...named.map(text => `<p>${text}</p>`),
    ...(customers > MOST_NAMES && facets.has(LOSS, title) ? [`<p class="only">${all}</p>`] : []),
  ].join('');
}

function unprovenBelow(totals: readonly LossTotals[]): string {
  const unproven = inWords(unprovenOf(totals));
  return unproven === '' ? '' : `<p>${html(unproven)} unproven</p>`;
}

import { type ReadinessCause, readinessCauses } from '../causes';
import type { Joint } from '../joint/joint';
import { count, figure, sentence } from '../words';
import { anchorOf, choiceAddress } from './addresses';
import { html, htmlWithCode } from './escape';
import { causeLabel, type Facets } from './facets';
import { foldedOnPhone } from './folded';

/** How many customers of a cause are named; all of them are a filter away. */
const MOST_NAMES = 3;

/** What is open, each cause once: for whom, who has to act, and what cures all of them. */
export function todoSection({ readiness }: Joint, facets: Facets): string[] {
  const causes = readinessCauses(readiness).filter(({ open }) => open.length > 0);
  if (causes.length === 0) {
    return [];
  }
  const titles = ['What is wrong', 'Customers', 'Who acts', 'In the declaration'];
  const table = [
    '<table class="causes">',
    '<caption>What is open, each cause once: first what stops deployment, then what concerns most customers.</caption>',
    `<thead><tr>${titles.map(title => `<th scope="col">${title}</th>`).join('')}</tr></thead>`,
    `<tbody>${causes.map(cause => row(cause, facets)).join('\n')}</tbody>`,
    '</table>',
  ].join('\n');
  return [
    '<section aria-labelledby="todo">',
    '<h2 id="todo">What to do</h2>',
    foldedOnPhone(summaryOf(causes), table),
    '</section>',
  ];
}

function summaryOf(causes: readonly ReadinessCause[]): string {
  const stopping = causes.filter(({ stops }) => stops).length;
  const stops = stopping === 0 ? '' : `, ${figure(stopping)} of them ${stopping === 1 ? 'stops' : 'stop'} deployment`;
  return `${count(causes.length, 'cause')}${stops}`;
}

function row({ cause, stops, who, what, cure, open }: ReadinessCause, facets: Facets): string {
  const label = causeLabel(cause);
  const number = count(open.length, 'customer');
  const all = facets.has('cause', label)
    ? `<a href="${choiceAddress('cause', label)}&amp;is=open">${number}</a>`
    : number;
  const names = open.slice(0, MOST_NAMES).map(({ key, name }) => `<a href="#${anchorOf(key)}">${html(name)}</a>`);
  const more = open.length - names.length;
  const cells = [
    ['Customers', `<b>${all}</b><p>${names.join(', ')}${more > 0 ? ` and ${figure(more)} more` : ''}</p>`],
    ['Who acts', who === '' ? '' : `${html(who)}<p>${html(what)}</p>`],
    ['In the declaration', cure === '' ? '' : htmlWithCode(sentence(cure))],
  ];
  const rest = cells.map(([title, cell]) => `<td data-label="${title}">${cell}</td>`);
  const stop = stops ? '<p class="v0">Stops deployment</p>' : '';
  return `<tr><th scope="row">${html(label)}${stop}</th>${rest.join('')}</tr>`;
}

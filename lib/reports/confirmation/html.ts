import { definitions, html } from '../html/escape';
import { htmlPage } from '../html/page';
import { PAGE_STYLE } from '../html/page-style';
import { count, sentence } from '../words';
import type {
  ConfirmationDocument,
  ConfirmationTotals,
  ConfirmedCustomer,
  ConfirmedDay,
  ConfirmedSubscription,
  DayVerdict,
  UndeclaredUsage,
} from './confirmation-document';
import { CONFIRMATION_STYLE } from './style';
import {
  costliestFirst,
  DAY_VERDICT_NAMES,
  daysOf,
  ineligibleBecause,
  moneyOf,
  NOBODY_EARNED,
  percentOf,
  spellsOf,
  STANDING_NAMES,
  standingOf,
  summaryOf,
  surprisesOf,
} from './words';

/** How many alarms are open when the page is. */
const MOST_OPEN = 3;

/** The confirmation as one page for people. It needs no script: what is long is folded by the browser. */
export function toHtml(confirmation: ConfirmationDocument): string {
  const { covers, totals, customers, undeclared, nobodyEarned } = confirmation;
  return htmlPage({
    title: `Partner earned credit, ${covers.from} to ${covers.to}`,
    style: PAGE_STYLE + CONFIRMATION_STYLE,
    header: [
      '<p class="lead">What Microsoft’s bill says of the credit that customers should have earned: how much was paid, how ' +
        'much was lost, and why.</p>',
      ...(nobodyEarned ? [`<p class="selection" role="alert"><b>${html(NOBODY_EARNED)}</b></p>`] : []),
      `<p class="result">${html(summaryOf(confirmation))}</p>`,
    ],
    main: [
      ...totals.map(totalsSection),
      customerSection(costliestFirst(customers)),
      ...(undeclared.length > 0 ? [undeclaredSection(undeclared)] : []),
      sourceSection(confirmation),
      GLOSSARY,
    ],
    footer:
      'By the files named above, and nothing else. Microsoft’s bill says what earned; it does not say what could have, so ' +
      'losses are inferred: for certain where the same resource earned on another day.',
  });
}

function totalsSection(total: ConfirmationTotals): string {
  const tiles = [
    ['Earned', total.earned],
    ['Lost for certain', total.lostCertain],
    ['Likely lost', total.lostLikely],
    ['Unproven', total.unproven],
    ['Earned of it', percentOf(total)],
    ['Cannot earn', total.notEligible],
  ].map(([label, figure]) => `<li><div class="tile"><b>${html(figure)}</b><span>${label}</span></div></li>`);
  const because = ineligibleBecause(total);
  return [
    `<section aria-label="${html(total.currency)}">`,
    `<h2>${html(total.currency)}</h2>`,
    `<ul class="tiles money">${tiles.join('')}</ul>`,
    ...(because === '' ? [] : [`<p>What cannot earn: ${html(because)}.</p>`]),
    '</section>',
  ].join('\n');
}

function customerSection(customers: ConfirmedCustomer[]): string {
  return [
    '<section aria-labelledby="customers">',
    '<h2 id="customers">Customers</h2>',
    '<p>Those who lost come first. A customer opens to its days.</p>',
    ...customers.map((customer, i) => customerDetails(customer, i < MOST_OPEN && customer.isAlarm)),
    '</section>',
  ].join('\n');
}

function customerDetails(customer: ConfirmedCustomer, isOpen: boolean): string {
  const { name, key, totals, subscriptions } = customer;
  const standing = standingOf(customer);
  const money =
    totals.length === 0
      ? ''
      : ` <span class="quiet">${html(
          `${moneyOf(totals, 'earned')} earned, ${moneyOf(totals, 'lostCertain')} lost, ` +
            `${moneyOf(totals, 'lostLikely')} likely lost`,
        )}</span>`;
  return [
    `<details class="customer-days"${isOpen ? ' open' : ''}>`,
    `<summary><b>${html(name)}</b> <code>${html(key)}</code> <span class="standing ${standing}">` +
      `${STANDING_NAMES[standing]}</span>${money}</summary>`,
    ...(subscriptions.length === 0 ? ['<p>The bill holds nothing of this customer.</p>'] : []),
    ...subscriptions.map(subscriptionSection),
    '</details>',
  ].join('\n');
}

function subscriptionSection({ subscriptionId, days }: ConfirmedSubscription): string {
  const causes = [
    ...spellsOf(days).map(spell => `<li><b>${daysOf(spell)}</b>${definitions(spell.reasons.map(reasonEntry))}</li>`),
    ...surprisesOf(days).map(reason => `<li>${definitions([reasonEntry(reason)])}</li>`),
  ];
  return [
    `<h3>Subscription ${html(subscriptionId)}</h3>`,
    calendar(days),
    ...(causes.length > 0 ? [`<ul class="causes">${causes.join('')}</ul>`] : []),
  ].join('\n');
}

/** The days of a subscription; in one sentence, if they are all alike. */
function calendar(days: readonly ConfirmedDay[]): string {
  const [verdict, ...others] = new Set(days.map(day => day.verdict));
  return others.length === 0
    ? `<p>${DAY_VERDICT_NAMES[verdict]} on every day.</p>`
    : `<ol class="days">${days.map(dayItem).join('')}</ol>`;
}

/** A reason apart: its code, and its sentence. */
function reasonEntry(reason: string): readonly [string, string] {
  const colon = reason.indexOf(': ');
  return [`<code>${html(reason.slice(0, colon))}</code>`, html(sentence(reason.slice(colon + 2)))];
}

/** One letter for each verdict, so that nobody needs the colour. */
const LETTERS: Record<DayVerdict, string> = {
  earned: '✓',
  lost: '✕',
  partly: '±',
  'nothing-eligible': '–',
  'no-usage': '·',
  pending: '?',
  'not-covered': ' ',
};

function dayItem({ date, verdict, currency, earned, lost }: ConfirmedDay): string {
  const money = currency === null ? '' : `, earned ${earned} ${currency}, lost ${lost} ${currency}`;
  const said = html(`${date}: ${DAY_VERDICT_NAMES[verdict]}${money}`);
  return `<li class="${verdict}" title="${said}">${date.slice(8)}<br>${LETTERS[verdict]}</li>`;
}

function undeclaredSection(undeclared: readonly UndeclaredUsage[]): string {
  const rows = undeclared.map(
    ({ tenantId, subscriptionId, name, totals }) =>
      `<tr><th scope="row">${html(name || tenantId || '')}</th><td>${html(subscriptionId ?? 'none')}</td>` +
      `<td>${html(moneyOf(totals, 'earned'))}</td><td>${html(moneyOf(totals, 'lostCertain'))}</td>` +
      `<td>${html(moneyOf(totals, 'lostLikely'))}</td><td>${html(moneyOf(totals, 'unproven'))}</td></tr>`,
  );
  const titles = ['Customer', 'Subscription', 'Earned', 'Lost for certain', 'Likely lost', 'Unproven'];
  return [
    '<section aria-labelledby="undeclared">',
    '<h2 id="undeclared">Undeclared</h2>',
    '<p>Usage that is billed to you, and that no declaration covers.</p>',
    `<table><thead><tr>${titles.map(title => `<th scope="col">${title}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table>`,
    '</section>',
  ].join('\n');
}

function sourceSection({ sources, readiness }: ConfirmationDocument): string {
  return [
    '<section aria-labelledby="files">',
    '<h2 id="files">Files</h2>',
    definitions([
      ...sources.map(
        ({ name, format, from, to, rows }) =>
          [html(name), html(`${format}, ${from} to ${to}, ${count(rows, 'row')}`)] as const,
      ),
      ['readiness.json', `SHA-256 <code>${html(readiness.sha256)}</code>`],
    ]),
    '</section>',
  ].join('\n');
}

const GLOSSARY = [
  '<section aria-labelledby="words">',
  '<h2 id="words">Words</h2>',
  definitions([
    ['Earned', 'Microsoft applied the credit.'],
    ['Lost for certain', 'A resource earned nothing, and earned on another day with the same meter.'],
    ['Likely lost', 'A resource earned nothing, and the same meter earned somewhere else.'],
    ['Unproven', 'Usage earned nothing, and no file shows whether it can. It may be that it never could.'],
    ['Cannot earn', 'Reservations, savings plans, Spot, third parties, the marketplace, purchases and refunds.'],
    ['Pending', 'One of the last days, of which some usage was not invoiced when the file was made.'],
    ['Not covered', 'No file holds the day.'],
  ]),
  '</section>',
].join('\n');

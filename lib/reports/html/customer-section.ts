import { type Readiness, Verdict } from '../../readiness';
import { STANDING_MARKS, standingOf, STANDINGS } from '../confirmation/standing';
import { harmless } from '../csv';
import type { Joint } from '../joint/joint';
import { READINESS_TITLES, rowsOf } from '../readiness-csv';
import { count, figure, VERDICT_NAMES, VERDICTS } from '../words';
import { customerTable, FIRST_ROWS, needsALook } from './customer-rows';
import { html } from './escape';
import { fragmentOf } from './addresses';
import { type Facet, type Facets, standingToken, STATES, verdictToken } from './facets';
import { foldedOnPhone } from './folded';
import { STANDING_STYLES } from './marks';

/** The customers, and what chooses among them. */
export function customerSection(joint: Joint, facets: Facets): string[] {
  const total = joint.customers.length;
  const all = tile({ token: 'all', label: 'Customers', number: total, isPressed: true });
  const groups = [
    joint.latest === undefined
      ? tileGroup('Verdict', [all, ...verdictTiles(joint.readiness)])
      : tileGroup('Paid', [all, ...standingTiles(joint)]),
    tileGroup('State', stateTiles(joint.readiness)),
  ];
  return [
    '<section aria-labelledby="table">',
    '<h2 id="table">Customers</h2>',
    '<p id="stranger" role="note" hidden>The link leads to the customer <b></b>, who is not in this ' +
      'report: it may be misspelt, or of another report. Everybody who is in it is shown below.</p>',
    ...groups,
    '<form id="filters" role="search" hidden>',
    '<label class="wide">Search<input type="search" placeholder="Name, id, reason, note …" autocomplete="off" ' +
      'spellcheck="false"></label>',
    '<button type="reset">Clear</button>',
    ...filters(facets),
    '</form>',
    '<div class="found">',
    `<p id="found" role="status"><span id="count">${count(total, 'customer')}</span><span id="first"></span></p>`,
    '<p id="actions" hidden><button type="button" id="open" aria-pressed="false">Open all that are shown</button>' +
      '<button type="button" id="csv">Download these as CSV</button></p>',
    '</div>',
    '<p id="choice" hidden></p>',
    paperNote(joint),
    '<p id="nobody" hidden>No customer matches what is chosen. “Clear” shows everybody again.</p>',
    ...customerTable(joint, facets),
    csvRows(joint),
    ...(total > FIRST_ROWS ? ['<p id="all" hidden><button type="button">Show all that match</button></p>'] : []),
    '</section>',
  ];
}

/** Totals of one kind: those that are pressed add up. */
function tileGroup(title: string, tiles: readonly string[]): string {
  return `<p class="group">${title}</p><ul class="tiles" aria-label="${title}" data-title="${title}">${tiles.join('')}</ul>`;
}

function verdictTiles(report: Readiness): string[] {
  return VERDICTS.filter(verdict => verdict !== Verdict.CANNOT_EARN || report.count(verdict) > 0).map(verdict =>
    tile({
      token: verdictToken(verdict),
      label: VERDICT_NAMES[verdict],
      number: report.count(verdict),
      address: fragmentOf('verdict', verdict),
    }),
  );
}

/** What is still to be done is told apart from what somebody decided to live with. */
function stateTiles({ stoppedBy, open, acknowledged }: Readiness): string[] {
  const states: [name: keyof typeof STATES, label: string, number: number, style: string][] = [
    ['blocking', 'Stop deployment', stoppedBy.length, verdictToken(Verdict.DOES_NOT_EARN)],
    ['open', 'Open', open.length, verdictToken(Verdict.UNKNOWN)],
    ['acknowledged', 'Acknowledged', acknowledged, ''],
  ];
  return states
    .filter(([name, , number]) => name !== 'blocking' || number > 0)
    .map(([name, label, number, style]) =>
      tile({ token: STATES[name].token, label, number, style, address: fragmentOf('is', name) }),
    );
}

function standingTiles({ customers }: Joint): string[] {
  return STANDINGS.flatMap(standing => {
    const number = customers.filter(({ paid }) => paid !== undefined && standingOf(paid) === standing).length;
    return number === 0
      ? []
      : [
          tile({
            token: standingToken(standing),
            label: STANDING_MARKS[standing],
            number,
            style: STANDING_STYLES[standing],
            address: fragmentOf('paid', standing),
          }),
        ];
  });
}

interface Tile {
  readonly token: string;
  readonly label: string;
  readonly number: number;
  /** What the address of the page calls it. */
  readonly address?: string;
  readonly style?: string;
  readonly isPressed?: boolean;
}

/** A total that filters the table when it is pressed. */
function tile({ token, label, number, address = '', style = token, isPressed = false }: Tile): string {
  const content = `<b>${figure(number)}</b><span class="${style}">${label}</span>`;
  return number === 0
    ? `<li><div class="tile">${content}</div></li>`
    : `<li><button type="button" class="tile" value="${token}" data-address="${address}" aria-pressed="${isPressed}" ` +
        `disabled>${content}</button></li>`;
}

/** What else customers are told apart by: each narrows the others down. */
function filters({ shown }: Facets): string[] {
  return shown.length === 0
    ? []
    : [foldedOnPhone('Filters', `<div class="selects">${shown.map(select).join('')}</div>`)];
}

function select({ name, label, options }: Facet): string {
  const choices = options.map(
    ({ token, label: text, customers }) =>
      `<option value="${token}" data-address="${fragmentOf(name, text)}">${html(text)} (${figure(customers)})</option>`,
  );
  return `<label data-title="${label}">${label}<select><option value="">Any</option>${choices.join('')}</select></label>`;
}

/** What of the table is on paper where nobody chose among the customers. */
function paperNote({ customers }: Joint): string {
  const shown = customers.filter(needsALook).length;
  return (
    `<p id="paper">On paper: ${shown === 0 ? 'no customer needs' : count(shown, 'customer needs', 'customers need')} a look, and ` +
    `${count(customers.length - shown, 'other is', 'others are')} left out. Choose among the customers before you ` +
    'print to see others, and open those of whom you want the details.</p>'
  );
}

/** What the button for a spreadsheet writes: the titles, and the rows of each customer in the order of the table. */
function csvRows({ readiness, customers }: Joint): string {
  const rows = rowsOf(readiness);
  const table = [READINESS_TITLES, ...customers.map(({ declared }) => rows(declared).map(row => row.map(harmless)))];
  // A text alone, in which quotes need no escape: there are thousands.
  const json = JSON.stringify(table).replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<template id="rows">${json}</template>`;
}

import { type Readiness, Verdict } from '../../readiness';
import { STANDING_MARKS, standingOf, STANDINGS } from '../confirmation/standing';
import type { Joint } from '../joint/joint';
import { count, figure, VERDICT_NAMES } from '../words';
import { customerTable, FIRST_ROWS } from './customer-rows';
import { html } from './escape';
import { ACKNOWLEDGED, type Facet, type Facets, standingToken, verdictToken } from './facets';
import { STANDING_STYLES } from './marks';

/** The customers, and what chooses among them. */
export function customerSection(joint: Joint, facets: Facets): string[] {
  const total = joint.customers.length;
  const totals = [
    tile('all', 'Customers', total, true),
    ...(joint.latest === undefined ? verdictTiles(joint.readiness) : standingTiles(joint)),
    tile(ACKNOWLEDGED, 'Acknowledged', joint.readiness.acknowledged),
  ];
  return [
    '<section aria-labelledby="table">',
    '<h2 id="table">Customers</h2>',
    `<ul class="tiles">${totals.join('')}</ul>`,
    '<form id="filters" role="search" hidden>',
    '<label class="wide">Search<input type="search" placeholder="Name, id, reason, note …" autocomplete="off" ' +
      'spellcheck="false"></label>',
    ...facets.shown.map(select),
    '<button type="reset">Clear</button>',
    '</form>',
    `<p id="found" role="status"><span id="count">${count(total, 'customer')}</span><span id="first"></span></p>`,
    '<p id="nobody" hidden>No customer matches.</p>',
    ...customerTable(joint, facets),
    ...(total > FIRST_ROWS ? ['<p id="all" hidden><button type="button">Show all that match</button></p>'] : []),
    '</section>',
  ];
}

function verdictTiles(report: Readiness): string[] {
  return [Verdict.EARNS, Verdict.DOES_NOT_EARN, Verdict.UNKNOWN, Verdict.LEFT, Verdict.CANNOT_EARN]
    .filter(verdict => verdict !== Verdict.CANNOT_EARN || report.count(verdict) > 0)
    .map(verdict => tile(verdictToken(verdict), VERDICT_NAMES[verdict], report.count(verdict)));
}

function standingTiles({ customers }: Joint): string[] {
  return STANDINGS.flatMap(standing => {
    const number = customers.filter(({ paid }) => paid !== undefined && standingOf(paid) === standing).length;
    return number === 0
      ? []
      : [tile(standingToken(standing), STANDING_MARKS[standing], number, false, STANDING_STYLES[standing])];
  });
}

/** A total that filters the table when it is pressed. */
function tile(token: string, label: string, number: number, pressed = false, style = token): string {
  const content = `<b>${figure(number)}</b><span class="${style}">${label}</span>`;
  return number === 0
    ? `<li><div class="tile">${content}</div></li>`
    : `<li><button type="button" class="tile" value="${token}" aria-pressed="${pressed}" disabled>` +
        `${content}</button></li>`;
}

function select({ label, options }: Facet): string {
  const choices = options.map(
    ({ token, label: text, customers }) => `<option value="${token}">${html(text)} (${figure(customers)})</option>`,
  );
  return `<label>${label}<select><option value="">Any</option>${choices.join('')}</select></label>`;
}

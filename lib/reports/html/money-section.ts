import type { ConfirmationDocument, ConfirmationTotals } from '../confirmation/confirmation-document';
import { lostOf } from '../confirmation/standing';
import { ineligibleBecause, percentOf } from '../confirmation/words';
import { amountInWords } from '../decimal';
import type { Joint } from '../joint/joint';
import { inWords, type Money } from '../money';
import { periodOf } from '../period';
import { count } from '../words';
import { html } from './escape';

/** What was earned, what was lost and what is at risk by the newest bill. */
export function moneySection(joint: Joint): string[] {
  const { latest } = joint;
  return latest === undefined
    ? []
    : [
        '<section aria-labelledby="money">',
        `<h2 id="money">${periodOf(latest.covers)}</h2>`,
        ...(latest.totals.length === 0 ? ['<p>No usage of these days is settled yet.</p>'] : []),
        ...latest.totals.map(total => tiles(total, joint)),
        '</section>',
      ];
}

/** The same of every bill as a table, and what of the newest one cannot earn. It comes after what has to be done. */
export function monthsSection(joint: Joint): string[] {
  const { latest, confirmations } = joint;
  return latest === undefined
    ? []
    : [
        '<section aria-labelledby="months">',
        '<h2 id="months">Every month</h2>',
        '<div class="scrolling" role="group" aria-label="Every month" tabindex="0"><table>',
        '<caption>What each bill says, the newest first. Amounts of two currencies are never added.</caption>',
        `<thead><tr>${TITLES.map(heading).join('')}</tr></thead>`,
        `<tbody>${confirmations.flatMap(confirmation => monthRows(confirmation, joint)).join('\n')}</tbody></table></div>`,
        ...latest.totals.flatMap(total => ineligibleBecauseOf(total, periodOf(latest.covers))),
        '</section>',
      ];
}

const AMOUNTS = ['Earned', 'Lost for certain', 'Likely lost', 'Unproven', 'Cannot earn'];
const TITLES = ['Days', 'Currency', ...AMOUNTS, 'Earned of it'];

/** Amounts stand at the right, and so do their titles. */
function heading(title: string): string {
  return `<th scope="col"${AMOUNTS.includes(title) ? ' class="number"' : ''}>${title}</th>`;
}

function tiles(total: ConfirmationTotals, joint: Joint): string {
  const { currency, earned, lostCertain, lostLikely, unproven } = total;
  const own = (money: readonly Money[]) => money.filter(each => each.currency === currency);
  const risky = joint.customers.filter(({ atRisk }) => own(atRisk).length > 0).length;
  const shown: [label: string, amount: string, below: string][] = [
    ['Earned', `${amountInWords(earned)} ${currency}`, `${percentOf(total)} of the credit`],
    [
      'Lost',
      inWords(lostOf([total])) || `0.00 ${currency}`,
      `${amountInWords(lostCertain)} for certain, ${amountInWords(lostLikely)} likely`,
    ],
    [
      'At risk',
      inWords(own(joint.atRisk)) || `0.00 ${currency}`,
      risky === 0
        ? 'Nothing speaks against earning it again'
        : `Earned by ${count(risky, 'customer')} whose access is not as it has to be`,
    ],
    ['Unproven', `${amountInWords(unproven)} ${currency}`, 'Perhaps this usage cannot earn at all'],
  ];
  const items = shown.map(
    ([label, amount, below]) =>
      `<li><div class="tile${label === 'Lost' && lostOf([total]).length > 0 ? ' lost' : ''}"><span>${label}</span><b>${html(amount)}</b><small>${html(below)}</small></div></li>`,
  );
  return `<ul class="tiles money">${items.join('')}</ul>`;
}

function ineligibleBecauseOf(total: ConfirmationTotals, period: string): string[] {
  const because = ineligibleBecause(total);
  return because === ''
    ? []
    : [`<p>${period}, billed in ${html(total.currency)} for what cannot earn: ${html(because)}.</p>`];
}

function monthRows({ covers, totals, readiness }: ConfirmationDocument, joint: Joint): string[] {
  const old = joint.isOld(readiness.sha256) ? ' <small>(another declaration)</small>' : '';
  return totals.map(total => {
    const { currency, earned, lostCertain, lostLikely, unproven, notEligible, coverage } = total;
    const amounts = [earned, lostCertain, lostLikely, unproven, notEligible].map(
      amount => `<td class="number">${amountInWords(amount)}</td>`,
    );
    const bar =
      coverage === null
        ? ''
        : `<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="v0" width="100" height="8"/>` +
          `<rect class="v2" width="${(Number(coverage) * 100).toFixed(2)}" height="8"/></svg>`;
    return (
      `<tr><th scope="row">${periodOf(covers)}${old}</th><td>${html(currency)}</td>${amounts.join('')}` +
      `<td class="part">${percentOf(total)}${bar}</td></tr>`
    );
  });
}

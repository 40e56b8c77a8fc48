import type { ConfirmedDay, DayVerdict } from '../confirmation/confirmation-document';
import { DAY_VERDICT_NAMES } from '../confirmation/words';
import { amountInWords } from '../decimal';
import { html } from './escape';

/**
 * The days of a subscription; in one sentence, if they are all alike.
 *
 * There may be a hundred thousand of them on a page, so a day is as short as HTML lets it be: end tags and quotes left out,
 * its sign and colour in the style, and its amounts only where something was lost.
 */
export function calendar(days: readonly ConfirmedDay[]): string {
  const [verdict, ...others] = new Set(days.map(day => day.verdict));
  if (others.length === 0) {
    return `<p>${DAY_VERDICT_NAMES[verdict]} on every day.</p>`;
  }
  return `<ol class="days" aria-hidden="true">${days.map(dayItem).join('')}</ol><p>${spans(days)}.</p>`;
}

function dayItem({ date, verdict, currency, earned, lost, otherCurrencies = [] }: ConfirmedDay): string {
  const amounts = [{ currency: currency ?? '', earned, lost }, ...otherCurrencies].map(
    each => `earned ${amountInWords(each.earned)} ${each.currency}, lost ${amountInWords(each.lost)} ${each.currency}`,
  );
  const title = verdict === 'lost' || verdict === 'partly' ? ` title="${html(amounts.join('; '))}"` : '';
  return `<li class=${verdict}${title}>${Number(date.slice(8))}`;
}

/** The same in words: `Earned: 1 to 12, 14; lost: 13`, by the days of the month. */
function spans(days: readonly ConfirmedDay[]): string {
  const byVerdict = new Map<DayVerdict, { from: string; to: string; end: number }[]>();
  days.forEach(({ date, verdict }, i) => {
    const own = byVerdict.get(verdict) ?? [];
    byVerdict.set(verdict, own);
    const last = own.at(-1);
    if (last?.end === i - 1) {
      own[own.length - 1] = { ...last, to: date, end: i };
    } else {
      own.push({ from: date, to: date, end: i });
    }
  });
  const isOneMonth = days[0].date.slice(0, 7) === days[days.length - 1].date.slice(0, 7);
  const named = (date: string) => (isOneMonth ? String(Number(date.slice(8))) : date);
  return [...byVerdict]
    .map(([verdict, own]) => {
      const texts = own.map(({ from, to }) => (from === to ? named(from) : `${named(from)} to ${named(to)}`));
      return `${DAY_VERDICT_NAMES[verdict]}: ${texts.join(', ')}`;
    })
    .join('; ');
}

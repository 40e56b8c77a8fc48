import type { AcknowledgedException } from '../findings';
import { count, ruleTitle } from '../words';
import { definitions, html } from './escape';
import { folded } from './folded';

/** What somebody decided to live with. */
export function exceptionSection(exceptions: AcknowledgedException[]): string[] {
  if (exceptions.length === 0) {
    return [];
  }
  return [
    '<section aria-labelledby="exceptions">',
    '<h2 id="exceptions">Acknowledged exceptions</h2>',
    '<p>Somebody decided to live with these. The verdict stays what it is.</p>',
    '<ul class="entries">',
    ...exceptions.map(exceptionItem),
    '</ul>',
    '</section>',
  ];
}

function exceptionItem({ rule, reason, customers }: AcknowledgedException): string {
  const names = customers.map(({ name }) => html(name)).join(', ');
  const who = customers.length > 10 ? folded(count(customers.length, 'customer'), names) : names;
  return `<li>${definitions([
    ['Accepted because', html(reason)],
    ['Condition', `${html(ruleTitle(rule))} <code>${html(rule)}</code>`],
    ['Customers', who],
  ])}</li>`;
}

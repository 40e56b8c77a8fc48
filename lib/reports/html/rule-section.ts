import { type Readiness, RULES } from '../../readiness';
import { count } from '../words';
import { definitions, html, htmlWithCode } from './escape';
import { unmetRules } from './facets';
import { folded } from './folded';

/** What has to be true for a customer to earn. */
export function ruleSection({ customers }: Readiness): string[] {
  const unmet = customers.flatMap(unmetRules);
  return [
    '<section aria-labelledby="rules">',
    '<h2 id="rules">Conditions</h2>',
    '<p>What has to be true for a customer to earn. A customer earns if nothing speaks against it in any of its ' +
      'subscriptions.</p>',
    folded(
      count(RULES.length, 'condition'),
      `<ul class="entries">${RULES.map(rule => ruleItem(rule, unmet)).join('\n')}</ul>`,
    ),
    '</section>',
  ];
}

function ruleItem(
  { id, title, why, checks, who, what, cure, source }: (typeof RULES)[number],
  unmet: readonly string[],
): string {
  const number = unmet.filter(rule => rule === id).length;
  const met = number === 0 ? 'Met wherever it applies.' : `Not met, or not known, for ${count(number, 'customer')}.`;
  return `<li id="rule-${id}"><h3>${html(title)}</h3><p>${met}</p>${definitions([
    ['Why', `${htmlWithCode(why)} <a href="${html(source)}">Microsoft’s page</a>`],
    ['What is looked at', htmlWithCode(checks)],
    ['What to do', `${html(who)}. ${html(what)}`],
    ['In the declaration', htmlWithCode(cure)],
    ['Name of the rule', `<code>${id}</code>`],
  ])}</li>`;
}

import { type CustomerReadiness, type Readiness, RULES, Verdict } from '../../readiness';
import { type AcknowledgedException, acknowledgedExceptions, worstFirst } from '../findings';
import { count, figure, ONBOARDINGS, ruleTitle, statementsOf, VERDICT_NAMES } from '../words';
import { creditFlow } from './credit-flow';
import { customerTable, FIRST_ROWS } from './customer-rows';
import { definitions, html, htmlWithCode } from './escape';
import { ACKNOWLEDGED, type Facet, Facets, unmetRules, verdictToken } from './facets';
import { htmlPage } from './page';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE, STYLE_WITHOUT_SCRIPT } from './page-style';

/** The report as one page for people. */
export function toHtml(report: Readiness): string {
  const customers = worstFirst(report.customers);
  const exceptions = acknowledgedExceptions(report);
  const flow = creditFlow(customers);
  return htmlPage({
    title: 'Who earns partner earned credit',
    style: PAGE_STYLE,
    styleWithoutScript: STYLE_WITHOUT_SCRIPT,
    script: PAGE_SCRIPT,
    header: [
      '<p class="lead">Microsoft pays a partner credit on the Azure usage of the customers it manages. This page says ' +
        'which customers’ setup would earn that credit, why the others’ would not, and what to do about it.</p>',
      ...selectionNote(report),
      ...result(report),
      ...statementsOf(report).map(text => `<p>${html(text)}</p>`),
      ...(customers.length > 0 ? [navigation(flow.length > 0, exceptions.length > 0)] : []),
    ],
    main: [
      ...(customers.length > 0 ? customerSection(report, customers) : []),
      ...flow,
      ...exceptionSection(exceptions),
      ...ruleSection(report),
      GLOSSARY,
    ],
    footer:
      'Judged from what is declared, without asking Azure. Whether credit was paid, only Microsoft’s invoice tells: ' +
      'cost analysis shows it as <code>PartnerEarnedCreditApplied</code>.',
  });
}

function selectionNote({ selection }: Readiness): string[] {
  return selection === undefined
    ? []
    : [
        `<p class="selection" role="note"><b>Only a selection is shown:</b> <code>${html(selection)}</code>. All other ` +
          'customers are missing from every number on this page.</p>',
      ];
}

/** The report in one sentence. */
function result(report: Readiness): string[] {
  const total = report.customers.length;
  if (total === 0) {
    return ['<p class="result">No customer is declared.</p>'];
  }
  const doNotEarn = report.count(Verdict.DOES_NOT_EARN);
  const unknown = report.count(Verdict.UNKNOWN);
  if (doNotEarn + unknown === 0) {
    const earning = count(report.count(Verdict.EARNS), 'customer earns', 'customers earn');
    return [`<p class="result">Nothing is left to do: ${earning}.</p>`];
  }
  const parts = [
    ...(doNotEarn > 0 ? [`${figure(doNotEarn)} ${doNotEarn === 1 ? 'does' : 'do'} not earn`] : []),
    ...(unknown > 0 ? [`${figure(unknown)} ${unknown === 1 ? 'is' : 'are'} not known`] : []),
  ];
  const needing = doNotEarn + unknown;
  const stopped = report.stoppedBy.length;
  return [
    `<p class="result">${figure(needing)} of ${count(total, 'customer')} ${needing === 1 ? 'needs' : 'need'} a look: ` +
      `${parts.join(', ')}.</p>`,
    ...(stopped > 0
      ? [
          `<p><b>Synth failed.</b> Nothing is deployed until ${count(stopped, 'customer is', 'customers are')} cured or acknowledged.</p>`,
        ]
      : []),
  ];
}

function navigation(hasFlow: boolean, hasExceptions: boolean): string {
  const links = [
    '<a href="#table">Customers</a>',
    ...(hasFlow ? ['<a href="#flow">Where the credit goes</a>'] : []),
    ...(hasExceptions ? ['<a href="#exceptions">Acknowledged exceptions</a>'] : []),
    '<a href="#rules">Conditions</a>',
    '<a href="#words">Words</a>',
  ];
  return `<nav aria-label="Parts of the page">${links.join(' ')}</nav>`;
}

function customerSection(report: Readiness, customers: CustomerReadiness[]): string[] {
  const facets = new Facets(customers);
  const total = report.customers.length;
  const totals = [
    tile('all', 'Customers', total, true),
    ...[Verdict.EARNS, Verdict.DOES_NOT_EARN, Verdict.UNKNOWN, Verdict.LEFT, Verdict.CANNOT_EARN]
      .filter(verdict => verdict !== Verdict.CANNOT_EARN || report.count(verdict) > 0)
      .map(verdict => tile(verdictToken(verdict), VERDICT_NAMES[verdict], report.count(verdict))),
    tile(ACKNOWLEDGED, 'Acknowledged', report.acknowledged),
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
    ...customerTable(customers, facets),
    ...(total > FIRST_ROWS ? ['<p id="all" hidden><button type="button">Show all that match</button></p>'] : []),
    '</section>',
  ];
}

/** A total that filters the table when it is pressed. */
function tile(token: string, label: string, number: number, pressed = false): string {
  const content = `<b>${figure(number)}</b><span class="${token}">${label}</span>`;
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

function exceptionSection(exceptions: AcknowledgedException[]): string[] {
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
  const who =
    customers.length > 10
      ? `<details><summary>${count(customers.length, 'customer')}</summary>${names}</details>`
      : names;
  return `<li>${definitions([
    ['Accepted because', html(reason)],
    ['Condition', `${html(ruleTitle(rule))} <code>${html(rule)}</code>`],
    ['Customers', who],
  ])}</li>`;
}

function ruleSection({ customers }: Readiness): string[] {
  const unmet = customers.flatMap(unmetRules);
  return [
    '<section aria-labelledby="rules">',
    '<h2 id="rules">Conditions</h2>',
    '<p>What has to be true for a customer to earn. A customer earns if nothing speaks against it in any of its ' +
      'subscriptions.</p>',
    '<ul class="entries">',
    ...RULES.map(({ id, title, why, checks, cure, source }) => {
      const number = unmet.filter(rule => rule === id).length;
      const met =
        number === 0 ? 'Met wherever it applies.' : `Not met, or not known, for ${count(number, 'customer')}.`;
      return `<li id="rule-${id}"><h3>${html(title)}</h3><p>${met}</p>${definitions([
        ['Why', `${htmlWithCode(why)} <a href="${html(source)}">Microsoft’s page</a>`],
        ['What is looked at', htmlWithCode(checks)],
        ['What to do', htmlWithCode(cure)],
        ['Name of the rule', `<code>${id}</code>`],
      ])}</li>`;
    }),
    '</ul>',
    '</section>',
  ];
}

const WORDS: [word: string, meaning: string][] = [
  [
    'Partner earned credit',
    'A discount that Microsoft grants a partner on the usage of customers the partner manages.',
  ],
  ['Earns', 'Everything that Microsoft asks for is set up in each of the customer’s subscriptions.'],
  ['Does not earn', 'Something that Microsoft asks for is missing in one subscription or more.'],
  ['Not known', 'What is declared does not tell; the reason says what to look at.'],
  ['Left', 'The partner no longer manages the customer; its access is being removed.'],
  ['Acknowledged', 'Somebody accepted, with a reason, that a condition is not met or not known.'],
  ['Principal', 'The identity of the partner that has access to the customer, usually PEC-Automation.'],
  [
    'Partner ID',
    'The number under which Microsoft knows the partner. Credit goes to the ID that the principal is linked to.',
  ],
  ['Offer', 'What the partner proposed to the customer: who gets which access.'],
  ['Ring', 'The wave in which a customer is deployed.'],
  [
    'Onboarding',
    `How the access comes about. ${Object.values(ONBOARDINGS)
      .map(({ name, meaning }) => `${name}: ${meaning}.`)
      .join(' ')}`,
  ],
];

const GLOSSARY = [
  '<section aria-labelledby="words">',
  '<h2 id="words">Words</h2>',
  definitions(WORDS),
  '</section>',
].join('\n');

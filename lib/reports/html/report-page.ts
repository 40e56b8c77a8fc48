import type { Joint } from '../joint/joint';
import { acknowledgedExceptions } from '../findings';
import { identitySection } from '../verification/html';
import { LiveVerdict } from '../verification/document';
import { sentence, statementsOf } from '../words';
import { causeSection, costliestCause } from './cause-section';
import { creditFlow } from './credit-flow';
import { customerSection } from './customer-section';
import { html } from './escape';
import { exceptionSection } from './exception-section';
import { Facets } from './facets';
import { foldedOnPhone } from './folded';
import { glossary } from './glossary';
import { moneySection, monthsSection } from './money-section';
import { htmlPage } from './page';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE, STYLE_WITHOUT_SCRIPT } from './page-style';
import { resultOf, selectionNote } from './result';
import { ruleSection } from './rule-section';
import { billSection, oldNotes, sourceSection } from './source-section';
import { stampLine } from './stamp-line';
import { todoSection } from './todo-section';
import { trendSection } from './trend-section';
import { undeclaredSection } from './undeclared-section';

/** What is known of customers as one page for people: the declaration, and where there is more, what is live and paid. */
export function toHtml(joint: Joint): string {
  const { readiness, verification } = joint;
  const declared = joint.customers.map(customer => customer.declared);
  const facets = new Facets(joint.customers);
  const hasCustomers = declared.length > 0;
  const statements = statementsOf(readiness).map(text => `<p>${html(text)}</p>`);
  const main = [
    ...moneySection(joint),
    ...causeSection(joint, facets),
    ...trendSection(readiness),
    ...todoSection(joint, facets),
    ...(verification !== undefined && verification.identity.verdict !== LiveVerdict.AS_DECLARED
      ? identitySection(verification)
      : []),
    ...(hasCustomers ? customerSection(joint, facets) : []),
    ...statements,
    ...undeclaredSection(joint),
    ...monthsSection(joint),
    ...billSection(joint),
    ...creditFlow(declared),
    ...exceptionSection(acknowledgedExceptions(readiness)),
    ...ruleSection(readiness),
    ...(verification?.notes ?? []).map(note => `<p role="note">${html(sentence(note))}</p>`),
    ...sourceSection(joint),
    glossary(joint.isJoint),
  ];
  return htmlPage({
    title: joint.isJoint ? 'Partner earned credit: declared, live, paid' : 'Who earns partner earned credit',
    style: PAGE_STYLE,
    styleWithoutScript: STYLE_WITHOUT_SCRIPT,
    script: PAGE_SCRIPT,
    header: [
      `<p class="lead">${LEAD}${joint.isJoint ? JOINT_LEAD : DECLARED_LEAD}</p>`,
      ...stampLine(readiness),
      ...selectionNote(readiness),
      ...oldNotes(joint),
      ...resultOf(joint),
      ...costliestCause(joint),
      ...(hasCustomers ? [navigation(main)] : []),
    ],
    main,
    footer: footerOf(joint),
  });
}

const LEAD =
  'Microsoft pays a partner credit on the Azure usage of customers whom the partner manages. This page says ';
const DECLARED_LEAD =
  'which customers’ setup would earn that credit, why the others’ would not, and what to do about it.';
const JOINT_LEAD = 'what was declared, what Azure has, what was paid and lost, and who has to do what about it.';

/** The parts of the page that one may want to go to, in their order. */
const PARTS: [id: string, title: string][] = [
  ['money', 'Money'],
  ['causes', 'Causes'],
  ['trend', 'What changed'],
  ['todo', 'What to do'],
  ['live-identity', 'Identity'],
  ['table', 'Customers'],
  ['undeclared', 'Declared by nobody'],
  ['live-undeclared', 'Undeclared delegations'],
  ['months', 'Every month'],
  ['bill', 'Was it paid?'],
  ['flow', 'Where the credit goes'],
  ['exceptions', 'Acknowledged exceptions'],
  ['rules', 'Conditions'],
  ['files', 'Made of'],
  ['words', 'Words'],
];

function navigation(main: readonly string[]): string {
  const links = PARTS.filter(([id]) => main.some(part => part.includes(`<h2 id="${id}">`))).map(
    ([id, title]) => `<a href="#${id}">${title}</a>`,
  );
  const title = 'Parts of the page';
  return `<nav aria-label="${title}">${foldedOnPhone(title, `<div>${links.join(' ')}</div>`)}</nav>`;
}

function footerOf({ latest, verification }: Joint): string {
  if (latest !== undefined) {
    return (
      'Microsoft’s bill says what earned; it does not say what could have, so losses are inferred: for certain where the ' +
      'same resource earned on another day. Amounts of two currencies are never added.'
    );
  }
  const asked = verification === undefined ? ', without asking Azure' : ', and by what Azure had when it was asked';
  return (
    `Judged from what is declared${asked}. Whether credit was paid, only Microsoft’s invoice tells: cost analysis shows ` +
    'it as <code>PartnerEarnedCreditApplied</code>.'
  );
}

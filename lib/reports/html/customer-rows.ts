import {
  type CustomerReadiness,
  isOpen,
  type ReadinessFinding,
  RULES,
  scopeInWords,
  stopsSynth,
  type SubscriptionReadiness,
  Verdict,
} from '../../readiness';
import { NEEDS_ATTENTION, standingOf } from '../confirmation/standing';
import { isNoteworthy, sharedFindings, urgencyOf } from '../findings';
import type { Joint, JointCustomer } from '../joint/joint';
import { inWords } from '../money';
import { NEEDS_A_LOOK } from '../verification/words';
import {
  AGREEMENTS,
  capitalized,
  cloudName,
  count,
  departure,
  figure,
  ONBOARDINGS,
  ruleTitle,
  sentence,
  VERDICTS,
} from '../words';
import { anchorOf } from './addresses';
import { definitions, html } from './escape';
import { type Facets, offersOf } from './facets';
import { liveDetails } from './live-details';
import { declaredCell, liveCell, paidCell, verdictMark } from './marks';
import { paidDetails } from './paid-details';
import { customerLinks, subscriptionLink } from './portal-links';

/** How many customers the page shows before it is asked for more: a browser lays out fifty rows in no time. */
export const FIRST_ROWS = 50;

interface Column {
  readonly title: string;
  readonly style: string;
  readonly cell: (customer: JointCustomer) => string;
  /** How the rows are sorted by it when the page opens. */
  readonly sorted?: 'ascending' | 'descending';
  /** By what it is sorted, if not by its text. */
  readonly sortKey?: (customer: JointCustomer, position: number) => string;
}

const DECLARATION: Column[] = [
  {
    title: 'Verdict',
    style: 'verdict',
    cell: declaredCell,
    sorted: 'ascending',
    sortKey: ({ declared }) => String(urgencyOf(declared)),
  },
  { title: 'Offer', style: 'offer', cell: ({ declared }) => offersOf(declared).map(html).join(', ') },
  { title: 'Ring', style: 'ring', cell: ({ declared: { ring = '' } }) => html(ring) },
  { title: 'Onboarding', style: 'onboarding', cell: ({ declared }) => ONBOARDINGS[declared.onboarding].name },
  { title: 'Subscriptions', style: 'number', cell: ({ declared }) => figure(declared.subscriptions.length) },
  { title: 'Tenant', style: 'tenant', cell: ({ declared: { tenantId = '' } }) => html(tenantId) },
];

/** What a customer's row says: the declaration alone, or three marks and the money. */
function columnsOf(joint: Joint): Column[] {
  if (!joint.isJoint) {
    return DECLARATION;
  }
  const total = joint.customers.length;
  return [
    {
      title: 'Declared',
      style: 'verdict',
      cell: declaredCell,
      sorted: joint.latest === undefined ? 'ascending' : undefined,
    },
    ...(joint.verification === undefined ? [] : [{ title: 'Live', style: 'verdict', cell: liveCell }]),
    ...(joint.latest === undefined
      ? []
      : [
          { title: 'Paid', style: 'verdict', cell: paidCell },
          {
            title: 'Lost',
            style: 'number',
            cell: ({ lost }: JointCustomer) => html(inWords(lost)),
            sorted: 'descending' as const,
            sortKey: ({ lost }: JointCustomer, position: number) => (lost.length === 0 ? '' : String(total - position)),
          },
          {
            title: 'Earned',
            style: 'number',
            cell: ({ earned }: JointCustomer) => html(inWords(earned)),
            sortKey: (customer: JointCustomer) => joint.earnedRankOf(customer),
          },
        ]),
  ];
}

/** The table of customers: for each a row, and below it a row with everything that is known, shown on demand. */
export function customerTable(joint: Joint, facets: Facets): string[] {
  const columns = columnsOf(joint);
  const headings = [
    heading('Customer', 'customer', 'none'),
    ...columns.map(({ title, style, sorted = 'none' }) => heading(title, style, sorted)),
  ];
  const order = joint.latest === undefined ? 'what is open first' : 'those who lost most first';
  return [
    `<table id="customers"${joint.isJoint ? ' class="joint"' : ''}>`,
    `<caption>The customers, ${order}. A customer’s name opens what is known of it.</caption>`,
    `<thead><tr>${headings.join('')}</tr></thead>`,
    ...joint.customers.map((customer, i) => customerRows(customer, i, columns, facets.attributeOf(i))),
    '</table>',
  ];
}

function heading(title: string, style: string, sort: string): string {
  return `<th scope="col" class="${style}" aria-sort="${sort}"><button type="button" disabled>${title}</button></th>`;
}

function customerRows(customer: JointCustomer, index: number, columns: readonly Column[], tokens: string): string {
  const { declared } = customer;
  const styles = [...(index >= FIRST_ROWS ? ['later'] : []), ...(needsALook(customer) ? ['noteworthy'] : [])];
  const cells = [
    `<th scope="row"><button type="button" aria-expanded="false" aria-controls="c${index}" disabled>` +
      `${html(declared.name)}</button><p class="key">${html(declared.key)}</p></th>`,
    ...columns.map(({ style, cell, sortKey }) => {
      const key = sortKey === undefined ? '' : ` data-sort="${sortKey(customer, index)}"`;
      return `<td${style === 'verdict' ? '' : ` class="${style}"`}${key}>${cell(customer)}</td>`;
    }),
  ];
  return (
    `<tbody id="${anchorOf(declared.key)}" data-is="${tokens}"${styles.length > 0 ? ` class="${styles.join(' ')}"` : ''}><tr>${cells.join('')}</tr>` +
    `<tr id="c${index}" class="more"><td colspan="${cells.length}">${paidDetails(customer)}${liveDetails(customer)}` +
    `${customer.live || customer.paid ? '<h3>Declared</h3>' : ''}${details(declared)}</td></tr></tbody>`
  );
}

/** Whether there is something to say of a customer that a reader on paper has to see, too. */
export function needsALook({ declared, live, paid }: JointCustomer): boolean {
  return (
    sharedFindings(declared).length > 0 ||
    (live !== undefined && NEEDS_A_LOOK.includes(live.verdict)) ||
    (paid !== undefined && NEEDS_ATTENTION.includes(standingOf(paid)))
  );
}

function details(customer: CustomerReadiness): string {
  const { key, tenantId, domain, cloud, onboarding, agreement, ring, tags, notes, subscriptions, advice } = customer;
  const facts: [string, string | undefined][] = [
    ['Tenant', tenantId],
    ['Domain', domain],
    ['Cloud', cloudName(cloud)],
    ['Onboarding', sentence(ONBOARDINGS[onboarding].meaning)],
    ['Agreement', agreement && AGREEMENTS[agreement]],
    ['Ring', ring],
    ...Object.entries(tags ?? {}),
    ['Notes', notes],
  ];
  const links = [
    `<a href="#${anchorOf(key)}">This customer on this page</a>`,
    ...customerLinks(customer).map(({ label, href }) => `<a href="${html(href)}">${label}</a>`),
  ];
  return [
    definitions([
      ...facts.flatMap(([term, value]) => (value === undefined ? [] : [[html(term), html(value)] as const])),
      ['Links', links.join(', ')],
    ]),
    ...subscriptions.map(subscription => subscriptionSection(subscription, customer)),
    ...(customer.verdict === Verdict.OFFBOARDED
      ? [`<p>The customer is offboarded: ${departure(onboarding)}.</p>`]
      : []),
    ...(advice.length > 0
      ? [`<h3>Good to know</h3><ul>${advice.map(text => `<li>${html(sentence(text))}</li>`).join('')}</ul>`]
      : []),
  ].join('');
}

function subscriptionSection(subscription: SubscriptionReadiness, customer: CustomerReadiness): string {
  const { subscriptionName, resourceGroups, offer, findings, note, since } = subscription;
  const scope =
    resourceGroups.length === 0
      ? 'the whole subscription'
      : `${count(resourceGroups.length, 'resource group')}: ${resourceGroups.map(html).join(', ')}`;
  const ordered = VERDICTS.flatMap(verdict => findings.filter(finding => finding.verdict === verdict));
  const href = subscriptionLink(subscription, customer);
  const name = subscriptionName === undefined ? '' : `: ${html(subscriptionName)}`;
  const portal = href === undefined ? '' : ` <a href="${html(href)}">Azure portal</a>`;
  return (
    `<div class="subscription"><h3>${html(capitalized(scopeInWords(subscription)))}${name}</h3><p>Offer ${html(offer)}, ${scope}${note === undefined ? '' : `: ${html(note)}`}.${portal}</p>` +
    `${since === undefined ? '' : `<p>Credit is expected since ${html(since)}.</p>`}<ul class="findings">${ordered.map(findingItem).join('')}</ul></div>`
  );
}

function findingItem(finding: ReadinessFinding): string {
  const { rule, verdict, reason, cure, acknowledgement } = finding;
  const paragraphs: string[] = [];
  if (acknowledgement !== undefined) {
    paragraphs.push(`<p><b>Acknowledged:</b> ${html(acknowledgement)}</p>`);
  }
  if (isOpen(finding)) {
    const { who, what } = RULES.find(({ id }) => id === rule) ?? {};
    if (who !== undefined && what !== undefined) {
      paragraphs.push(`<p><b>Who acts:</b> ${html(who)}</p>`, `<p><b>What to do:</b> ${html(what)}</p>`);
    }
  }
  if (cure !== '') {
    const alternative = stopsSynth(finding)
      ? ` Or acknowledge the rule <code>${html(rule)}</code> with a reason. Until then nothing is deployed.`
      : '';
    paragraphs.push(`<p><b>In the declaration:</b> ${html(sentence(cure))}${alternative}</p>`);
  }
  if (isNoteworthy(finding)) {
    paragraphs.push(`<p><b>Condition:</b> ${ruleReference(rule)}</p>`);
  }
  return `<li>${verdictMark(verdict)}<div>${html(sentence(reason))}${paragraphs.join('')}</div></li>`;
}

function ruleReference(id: string): string {
  const rule = RULES.find(candidate => candidate.id === id);
  return rule
    ? `<a href="#rule-${id}">${html(ruleTitle(id))}</a> (<a href="${html(rule.source)}">Microsoft’s page</a>)`
    : html(id);
}

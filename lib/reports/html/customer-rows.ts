import {
  type CustomerReadiness,
  type ReadinessFinding,
  RULES,
  scopeInWords,
  stopsSynth,
  type SubscriptionReadiness,
  Verdict,
} from '../../readiness';
import { isNoteworthy, sharedFindings } from '../findings';
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
  VERDICT_NAMES,
  VERDICTS,
} from '../words';
import { definitions, html } from './escape';
import { type Facets, offersOf, verdictToken } from './facets';

/** How many customers the page shows before it is asked for more: a browser lays out fifty rows in no time. */
export const FIRST_ROWS = 50;

interface Column {
  readonly title: string;
  readonly style: string;
  readonly cell: (customer: CustomerReadiness) => string;
}

const COLUMNS: Column[] = [
  { title: 'Offer', style: 'offer', cell: customer => offersOf(customer).map(html).join(', ') },
  { title: 'Ring', style: 'ring', cell: ({ ring = '' }) => html(ring) },
  { title: 'Onboarding', style: 'onboarding', cell: ({ onboarding }) => ONBOARDINGS[onboarding].name },
  { title: 'Subscriptions', style: 'number', cell: ({ subscriptions }) => figure(subscriptions.length) },
  { title: 'Tenant', style: 'tenant', cell: ({ tenantId = '' }) => html(tenantId) },
];

/** The table of customers: for each a row, and below it a row with everything that is known, shown on demand. */
export function customerTable(customers: CustomerReadiness[], facets: Facets): string[] {
  const headings = [
    heading('Customer', 'customer', 'none'),
    heading('Verdict', 'verdict', 'ascending'),
    ...COLUMNS.map(({ title, style }) => heading(title, style, 'none')),
  ];
  return [
    '<table id="customers">',
    '<caption>The customers, those who do not earn first. A customer’s name opens what is known of it.</caption>',
    `<thead><tr>${headings.join('')}</tr></thead>`,
    ...customers.map((customer, i) => customerRows(customer, i, facets.attributeOf(i))),
    '</table>',
  ];
}

function heading(title: string, style: string, sort: string): string {
  return `<th scope="col" class="${style}" aria-sort="${sort}"><button type="button" disabled>${title}</button></th>`;
}

function customerRows(customer: CustomerReadiness, index: number, tokens: string): string {
  const findings = sharedFindings(customer);
  const [worst] = findings;
  const more = findings.length - 1;
  const why = worst ? `<p>${html(sentence(worst.reason))}${more > 0 ? ` And ${figure(more)} more.` : ''}</p>` : '';
  const acknowledged = findings.some(finding => finding.acknowledgement !== undefined)
    ? '<p class="acknowledged">Acknowledged</p>'
    : '';
  const styles = [...(index >= FIRST_ROWS ? ['later'] : []), ...(worst ? ['noteworthy'] : [])];
  const cells = [
    `<th scope="row"><button type="button" aria-expanded="false" aria-controls="c${index}" disabled>` +
      `${html(customer.name)}</button><p class="key">${html(customer.key)}</p></th>`,
    `<td>${verdictOf(customer.verdict)}${why}${acknowledged}</td>`,
    ...COLUMNS.map(({ style, cell }) => `<td class="${style}">${cell(customer)}</td>`),
  ];
  return (
    `<tbody data-is="${tokens}"${styles.length > 0 ? ` class="${styles.join(' ')}"` : ''}><tr>${cells.join('')}</tr>` +
    `<tr id="c${index}" class="more"><td colspan="${cells.length}">${details(customer)}</td></tr></tbody>`
  );
}

/** A verdict in words; its colour and sign come from the style. */
function verdictOf(verdict: Verdict): string {
  return `<b class="${verdictToken(verdict)}">${VERDICT_NAMES[verdict]}</b>`;
}

function details(customer: CustomerReadiness): string {
  const { tenantId, domain, cloud, onboarding, agreement, ring, tags, notes, subscriptions, advice } = customer;
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
  return [
    definitions(facts.flatMap(([term, value]) => (value === undefined ? [] : [[html(term), html(value)] as const]))),
    ...subscriptions.map(subscriptionSection),
    ...(customer.verdict === Verdict.LEFT ? [`<p>The customer has left: ${departure(onboarding)}.</p>`] : []),
    ...(advice.length > 0
      ? [`<h3>Good to know</h3><ul>${advice.map(text => `<li>${html(sentence(text))}</li>`).join('')}</ul>`]
      : []),
  ].join('');
}

function subscriptionSection(subscription: SubscriptionReadiness): string {
  const { subscriptionName, resourceGroups, offer, findings, note } = subscription;
  const scope =
    resourceGroups.length === 0
      ? 'the whole subscription'
      : `${count(resourceGroups.length, 'resource group')}: ${resourceGroups.map(html).join(', ')}`;
  const ordered = VERDICTS.flatMap(verdict => findings.filter(finding => finding.verdict === verdict));
  return (
    `<div class="subscription"><h3>${html(capitalized(scopeInWords(subscription)))}${subscriptionName === undefined ? '' : `: ${html(subscriptionName)}`}</h3><p>Offer ${html(offer)}, ${scope}${note === undefined ? '' : `: ${html(note)}`}.</p>` +
    `<ul class="findings">${ordered.map(findingItem).join('')}</ul></div>`
  );
}

function findingItem(finding: ReadinessFinding): string {
  const { rule, verdict, reason, cure, acknowledgement } = finding;
  const paragraphs: string[] = [];
  if (acknowledgement !== undefined) {
    paragraphs.push(`<p><b>Acknowledged:</b> ${html(acknowledgement)}</p>`);
  }
  if (cure !== '') {
    const alternative = stopsSynth(finding)
      ? ` Or acknowledge the rule <code>${html(rule)}</code> with a reason. Until then nothing is deployed.`
      : '';
    paragraphs.push(`<p><b>What to do:</b> ${html(sentence(cure))}${alternative}</p>`);
  }
  if (isNoteworthy(finding)) {
    paragraphs.push(`<p><b>Condition:</b> ${ruleReference(rule)}</p>`);
  }
  return `<li>${verdictOf(verdict)}<div>${html(sentence(reason))}${paragraphs.join('')}</div></li>`;
}

function ruleReference(id: string): string {
  const rule = RULES.find(candidate => candidate.id === id);
  return rule
    ? `<a href="#rule-${id}">${html(ruleTitle(id))}</a> (<a href="${html(rule.source)}">Microsoft’s page</a>)`
    : html(id);
}

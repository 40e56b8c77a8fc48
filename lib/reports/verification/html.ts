import { html } from '../html/escape';
import { htmlPage } from '../html/page';
import { PAGE_STYLE } from '../html/page-style';
import { capitalized, count, sentence } from '../words';
import {
  LiveVerdict,
  type VerificationContent,
  type VerificationFinding,
  type VerifiedCustomer,
  type VerifiedIdentity,
  type VerifiedSubscription,
  worstFirst,
} from './document';
import { changeOf, LIVE_VERDICT_NAMES, NEEDS_A_LOOK, riskOf, scopeOf, summaryOf } from './words';

/** The report as a page that needs nothing else. */
export function toHtml(content: VerificationContent): string {
  return htmlPage({
    title: 'What is really there',
    style: PAGE_STYLE,
    header: [
      '<p class="lead">This page compares what was declared for each customer with what Azure had when it was asked.</p>',
      `<p class="result">${html(summaryOf(content))}</p>`,
    ],
    main: [toHtmlFragment(content)],
    footer: `Asked on ${html(content.verifiedAt)}.`,
  });
}

/** The same as part of another page: declared beside live, the worst first. */
export function toHtmlFragment(content: VerificationContent): string {
  const customers = worstFirst(content.customers.filter(({ verdict }) => NEEDS_A_LOOK.includes(verdict)));
  return [
    ...identitySection(content),
    '<section aria-labelledby="live-customers">',
    '<h2 id="live-customers">Customers that need a look</h2>',
    customers.length === 0
      ? '<p>None.</p>'
      : findingTable('Customers, the worst first', customers.flatMap(customerRows)),
    '</section>',
    ...undeclaredDelegations(content),
    ...content.notes.map(note => `<p role="note">${html(sentence(note))}</p>`),
  ].join('\n');
}

/** Whether the identity that earns is there and linked. */
export function identitySection(content: VerificationContent): string[] {
  const { identity, identities } = content;
  const risk = riskOf(content);
  return [
    '<section aria-labelledby="live-identity">',
    '<h2 id="live-identity">Identity</h2>',
    `<p><b>${LIVE_VERDICT_NAMES[identity.verdict]}</b></p>`,
    ...(risk === undefined ? [] : [`<p>${risk}</p>`]),
    ...(identity.findings.length > 0 ? [findingTable('Principals that earn', identities.flatMap(identityRows))] : []),
    '</section>',
  ];
}

function findingTable(caption: string, rows: readonly string[]): string {
  const titles = ['Where', 'Verdict', 'Why', 'Declared', 'Live', 'What to do'];
  const head = titles.map(title => `<th scope="col">${title}</th>`).join('');
  return `<table class="findings"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function identityRows({ principalId, verdict, findings }: VerifiedIdentity): string[] {
  return findings.map(finding => row(html(principalId), LIVE_VERDICT_NAMES[verdict], finding));
}

function customerRows({ name, subscriptions }: VerifiedCustomer): string[] {
  return subscriptions
    .filter(({ verdict }) => NEEDS_A_LOOK.includes(verdict))
    .flatMap(entry =>
      entry.findings.map(finding => row(`${html(name)}<br>${html(scopeOf(entry))}`, verdictOf(entry), finding)),
    );
}

function verdictOf(entry: VerifiedSubscription): string {
  const change = changeOf(entry);
  const earns = entry.verdict === LiveVerdict.NOT_VISIBLE ? '' : `<br>still earns: ${entry.stillEarns}`;
  return `${LIVE_VERDICT_NAMES[entry.verdict]}${earns}${change === undefined ? '' : `<br>${html(change)}`}`;
}

/** The first two cells are HTML already. */
function row(where: string, verdict: string, { rule, reason, declared, live, cure }: VerificationFinding): string {
  const cells = [
    `${html(sentence(reason))} <code>${rule}</code>`,
    html(declared ?? ''),
    html(live ?? ''),
    html(capitalized(cure)),
  ];
  const rest = [verdict, ...cells].map(cell => `<td>${cell}</td>`).join('');
  return `<tr><th scope="row">${where}</th>${rest}</tr>`;
}

/** The delegations that no declaration has. */
export function undeclaredDelegations({ undeclared }: VerificationContent): string[] {
  if (undeclared.length === 0) {
    return [];
  }
  const rows = undeclared.map(
    each =>
      `<tr><th scope="row">${html(scopeOf(each))}</th><td>${html(each.offer)}</td><td>${html(each.tenantId ?? '')}</td>` +
      `<td>${each.wouldEarn}</td></tr>`,
  );
  const head = ['Subscription', 'Offer', 'Tenant', 'Would earn'].map(title => `<th scope="col">${title}</th>`).join('');
  return [
    '<section aria-labelledby="live-undeclared">',
    '<h2 id="live-undeclared">Delegated to you, and declared by nobody</h2>',
    `<p>${count(undeclared.length, 'delegation')} to you that no declaration has.</p>`,
    `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`,
    '</section>',
  ];
}

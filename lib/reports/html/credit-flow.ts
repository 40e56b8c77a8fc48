import { type CustomerReadiness, type SubscriptionReadiness, Verdict } from '../../readiness';
import { count, figure, plain, VERDICTS } from '../words';
import { html } from './escape';
import { verdictToken } from './facets';

/** How many principals, and how many offers of each, the picture shows; the rest is summed up. */
const MOST_PRINCIPALS = 6;
const MOST_OFFERS = 8;

/** One way of the credit: from a principal over its Partner ID and an offer to customers. */
interface Flow {
  readonly principal: string | undefined;
  readonly partnerId: string | undefined;
  readonly offer: string;
  /** The customers by verdict of their subscriptions on this way. */
  readonly verdicts: Map<Verdict, number>;
}

/** The picture principal → Partner ID → offers → customers, as nested lists that the style draws as a tree. */
export function creditFlow(customers: CustomerReadiness[]): string[] {
  const flows = flowsOf(customers);
  if (flows.length === 0) {
    return [];
  }
  const links = [...groupBy(flows, flow => JSON.stringify([flow.principal, flow.partnerId])).values()].sort(bySize);
  const others = links.slice(MOST_PRINCIPALS).flat();
  return [
    '<section aria-labelledby="flow"><h2 id="flow">Where the credit goes</h2>',
    '<p>Microsoft pays credit for a customer while a principal of the partner has permanent access to it, and that ' +
      'principal is linked to the Partner ID. A customer with several offers is counted in each.</p>',
    '<div class="stages" aria-hidden="true"><span>Principal that has access</span>' +
      '<span>Partner ID that gets the credit</span><span>Offer</span><span>Customers</span></div>',
    '<ul class="flow">',
    ...links.slice(0, MOST_PRINCIPALS).map(linkItem),
    ...(others.length > 0 ? [summary(others, count(links.length - MOST_PRINCIPALS, 'other principal'))] : []),
    '</ul></section>',
  ];
}

function flowsOf(customers: CustomerReadiness[]): Flow[] {
  const flows = new Map<string, Flow>();
  for (const { subscriptions } of customers) {
    for (const [key, own] of groupBy(subscriptions, wayOf)) {
      const [{ principalId, partnerId, offer }] = own;
      const flow = flows.get(key) ?? {
        principal: principalId === undefined ? undefined : plain(principalId),
        partnerId: partnerId === undefined ? undefined : plain(partnerId),
        offer: plain(offer),
        verdicts: new Map<Verdict, number>(),
      };
      const worst = VERDICTS.find(verdict => own.some(subscription => subscription.verdict === verdict));
      if (worst) {
        flow.verdicts.set(worst, (flow.verdicts.get(worst) ?? 0) + 1);
      }
      flows.set(key, flow);
    }
  }
  return [...flows.values()];
}

function wayOf({ principalId, partnerId, offer }: SubscriptionReadiness): string {
  return JSON.stringify([principalId, partnerId, offer].map(text => (text === undefined ? null : plain(text))));
}

function linkItem(flows: Flow[]): string {
  const [{ principal, partnerId }] = flows;
  const offers = flows.map(flow => [flow]).sort(bySize);
  const others = offers.slice(MOST_OFFERS).flat();
  return [
    '<li>',
    principal === undefined
      ? node('Principal', 'None is declared', 'missing')
      : node('Principal', `<code>${html(principal)}</code>`),
    '<ul><li>',
    partnerId === undefined
      ? node('Partner ID', 'No link is declared', 'missing')
      : node('Partner ID', `<code>${html(partnerId)}</code>`),
    '<ul>',
    ...offers
      .slice(0, MOST_OFFERS)
      .map(([flow]) => `<li>${node('Offer', html(flow.offer))}${customersNode([flow])}</li>`),
    ...(others.length > 0
      ? [`<li>${node('Offers', count(others.length, 'other offer'))}${customersNode(others)}</li>`]
      : []),
    '</ul></li></ul></li>',
  ].join('');
}

function summary(flows: Flow[], label: string): string {
  return `<li>${node('Principals', label)}${customersNode(flows)}</li>`;
}

function node(label: string, content: string, style = ''): string {
  return `<div class="node ${style}"><span>${label}</span> ${content}</div>`;
}

/** How many customers, as a bar and in words. */
function customersNode(flows: Flow[]): string {
  const total = sizeOf(flows);
  const parts = VERDICTS.map(verdict => ({
    verdict,
    number: flows.reduce((sum, { verdicts }) => sum + (verdicts.get(verdict) ?? 0), 0),
  })).filter(({ number }) => number > 0);
  let x = 0;
  const bars = parts.map(({ verdict, number }) => {
    const width = (number / total) * 100;
    const bar = `<rect class="${verdictToken(verdict)}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="8"/>`;
    x += width;
    return bar;
  });
  const words = parts.map(
    ({ verdict, number }) => `<b class="${verdictToken(verdict)}">${wordsFor(verdict, number)}</b>`,
  );
  return node(
    'Customers',
    `<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${bars.join('')}</svg>` + words.join(' '),
    'customers',
  );
}

function wordsFor(verdict: Verdict, number: number): string {
  const words: Record<Verdict, string> = {
    [Verdict.EARNS]: number === 1 ? 'earns' : 'earn',
    [Verdict.DOES_NOT_EARN]: number === 1 ? 'does not' : 'do not',
    [Verdict.UNKNOWN]: 'not known',
    [Verdict.OFFBOARDED]: 'offboarded',
    [Verdict.CANNOT_EARN]: 'cannot',
  };
  return `${figure(number)} ${words[verdict]}`;
}

function sizeOf(flows: Flow[]): number {
  return flows.reduce((sum, { verdicts }) => [...verdicts.values()].reduce((a, b) => a + b, sum), 0);
}

/** The largest first; those of one size in an order of their own, so that the same report gives the same bytes. */
function bySize(a: Flow[], b: Flow[]): number {
  return sizeOf(b) - sizeOf(a) || (orderOf(a) < orderOf(b) ? -1 : 1);
}

function orderOf([{ principal = '', partnerId = '', offer }]: Flow[]): string {
  return [principal, partnerId, offer].join('\n');
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}

import type { CustomerReadiness } from '../../readiness';
import { LOSS_CAUSES } from '../confirmation/causes';
import type { ConfirmedSubscription, SubscriptionLoss } from '../confirmation/confirmation-document';
import { earnedOf, lostOf, unprovenOf } from '../confirmation/standing';
import { surprisesOf } from '../confirmation/words';
import type { JointBill, JointCustomer } from '../joint/joint';
import { inWords } from '../money';
import { periodOf } from '../period';
import { calledOf, count, sentence } from '../words';
import { calendar } from './calendar';
import { definitions, html } from './escape';

/** What bills say of a customer: for each month the days of each subscription, what was lost, why, and who has to act. */
export function paidDetails({ bills, declared }: JointCustomer): string {
  return bills.map((bill, i) => billSection(bill, declared, i === 0)).join('');
}

/** @param isNewest whether somebody has to act on it; what is older only tells */
function billSection(
  { covers, customer: { subscriptions } }: JointBill,
  declared: CustomerReadiness,
  isNewest: boolean,
): string {
  const body =
    subscriptions.length === 0
      ? '<p>The bill holds nothing of this customer.</p>'
      : subscriptions.map(each => section(each, declared, isNewest)).join('');
  return `<h3>Paid, ${periodOf(covers)}</h3>${body}`;
}

function section(
  { subscriptionId, totals, losses, days }: ConfirmedSubscription,
  declared: CustomerReadiness,
  isNewest: boolean,
): string {
  const id = `${subscriptionId}${calledOf(declared, subscriptionId)}`;
  const [earned, lost] = [earnedOf(totals), lostOf(totals)].map(inWords);
  const money = [earned && `${earned} earned`, lost && `${lost} lost`].filter(text => text !== '').join(', ');
  const surprises = surprisesOf(days).map(reason => `<p>${html(sentence(reason.slice(reason.indexOf(': ') + 2)))}</p>`);
  return (
    `<div class="paid"><p><b>Subscription ${html(id)}</b>${money === '' ? '' : `: ${html(money)}`}</p>` +
    `${calendar(days)}${surprises.join('')}` +
    `${losses.length === 0 ? '' : `<ul class="losses">${losses.map(loss => lossItem(loss, isNewest)).join('')}</ul>`}</div>`
  );
}

function lossItem({ cause, from, to, days, totals, live }: SubscriptionLoss, isNewest: boolean): string {
  const { title, who, what } = LOSS_CAUSES[cause];
  const when = from === to ? from : `${from} to ${to} (${count(days, 'day')})`;
  const [lost, unproven] = [inWords(lostOf(totals)), inWords(unprovenOf(totals))];
  const amounts = [lost, unproven && `${unproven} unproven`].filter(text => text !== '');
  const more = [
    ['Who acts', who],
    ['What to do', html(what)],
    ...(live === undefined ? [] : [['Live', html(sentence(live))] as const]),
  ] as const;
  return `<li><p><b>${title}</b>, ${when}: ${html(amounts.join(', '))}</p>${isNewest ? definitions(more) : ''}</li>`;
}

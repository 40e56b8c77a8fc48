import { type CustomerReadiness, type Readiness, Verdict } from '../../readiness';
import type { ConfirmationDocument } from '../confirmation/confirmation-document';
import { lostOf, unprovenOf } from '../confirmation/standing';
import { NOBODY_EARNED, outOfReachOf } from '../confirmation/words';
import type { Joint } from '../joint/joint';
import { inWords } from '../money';
import { periodOf } from '../period';
import { summaryOf } from '../verification/words';
import { count, figure } from '../words';
import { anchorOf, choiceAddress } from './addresses';
import { html } from './escape';

/** How many customers are named in a sentence. */
const MOST_NAMES = 5;

/** That only a selection is shown. */
export function selectionNote({ selection }: Readiness): string[] {
  return selection === undefined
    ? []
    : [
        `<p class="selection" role="note"><b>Only a selection is shown:</b> <code>${html(selection)}</code>. All other ` +
          'customers are missing from every number on this page.</p>',
      ];
}

/** The declaration in one sentence. */
export function declaredResult(report: Readiness, isFirst = true): string[] {
  const first = isFirst ? '<p class="result">' : '<p>By the declaration: ';
  const total = report.customers.length;
  if (total === 0) {
    return [`${first}No customer is declared.</p>`];
  }
  const { open, acknowledged, stoppedBy } = report;
  const accepted =
    acknowledged === 0
      ? []
      : [`<p>Of ${count(acknowledged, 'customer')} somebody accepted, with a reason, what is wrong: acknowledged.</p>`];
  if (open.length === 0) {
    const earning = count(report.count(Verdict.EARNS), 'customer earns', 'customers earn');
    return [`${first}Nothing is left to do: ${earning}.</p>`, ...accepted];
  }
  const parts = [
    [Verdict.DOES_NOT_EARN, 'would not earn'] as const,
    [Verdict.UNKNOWN, 'may or may not earn'] as const,
  ].flatMap(([verdict, what]) => {
    const number = open.filter(customer => customer.verdict === verdict).length;
    return number === 0 ? [] : [`${figure(number)} ${what}`];
  });
  const needing = `${figure(open.length)} of ${count(total, 'customer')}`;
  return [
    `${first}<a href="${choiceAddress('is', 'open')}">${needing}</a> ${open.length === 1 ? 'needs' : 'need'} a look: ` +
      `${parts.join(', ')}.</p>`,
    ...(stoppedBy.length === 0 ? [] : [blockingNote(stoppedBy)]),
    ...accepted,
  ];
}

/** What is not deployed, and because of whom: the few by name, all of them a filter away. */
function blockingNote(stoppedBy: readonly CustomerReadiness[]): string {
  const all = `<a href="${choiceAddress('is', 'blocking')}">${count(stoppedBy.length, 'customer')}</a>`;
  const names = stoppedBy.slice(0, MOST_NAMES).map(({ key, name }) => `<a href="#${anchorOf(key)}">${html(name)}</a>`);
  const more = stoppedBy.length - names.length;
  return (
    `<p class="blocking" role="note"><b>Deployment has stopped: synth failed.</b> Nothing is deployed until ${all} ` +
    `${stoppedBy.length === 1 ? 'is' : 'are'} cured or acknowledged: ${names.join(', ')}${more > 0 ? ` and ${figure(more)} more` : ''}.</p>`
  );
}

/** The page in a sentence or two: first the money, where there is a bill. */
export function resultOf(joint: Joint): string[] {
  const { readiness, verification, latest } = joint;
  const alarms = (latest?.customers ?? []).filter(({ isAlarm }) => isAlarm).length;
  return [
    ...(latest?.nobodyEarned === true ? [`<p class="selection" role="alert"><b>${html(NOBODY_EARNED)}</b></p>`] : []),
    ...(latest === undefined ? [] : [`<p class="result">${html(paidResult(latest, alarms))}</p>`]),
    ...declaredResult(readiness, latest === undefined),
    ...(verification === undefined
      ? []
      : [`<p>In Azure, on ${html(verification.verifiedAt.slice(0, 10))}: ${html(summaryOf(verification))}</p>`]),
  ];
}

function paidResult(confirmation: ConfirmationDocument, alarms: number): string {
  const { covers, totals, nobodyEarned } = confirmation;
  const lost = totals.flatMap(total => lostOf([total]));
  const period = periodOf(covers);
  if (nobodyEarned) {
    return `${period}: nothing was earned. ${inWords(unprovenOf(totals))} of credit may be lost.`;
  }
  if (lost.length === 0) {
    return `${period}: no credit is known to be lost.`;
  }
  const who =
    alarms === 0
      ? ', none of it by customers who should have earned it.'
      : `. ${count(alarms, 'customer')} should have earned, and lost.`;
  const all = `${period}: ${inWords(lost)} of credit ${lost.length > 1 ? 'were' : 'was'} lost${who}`;
  return [all, ...outOfReachOf(confirmation)].join(' ');
}

import { type Readiness, Verdict } from '../../readiness';
import type { ConfirmationDocument } from '../confirmation/confirmation-document';
import { lostOf, unprovenOf } from '../confirmation/standing';
import { NOBODY_EARNED } from '../confirmation/words';
import type { Joint } from '../joint/joint';
import { inWords } from '../money';
import { periodOf } from '../period';
import { summaryOf } from '../verification/words';
import { count, figure } from '../words';
import { html } from './escape';

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
  const open = isFirst ? '<p class="result">' : '<p>By the declaration: ';
  const total = report.customers.length;
  if (total === 0) {
    return [`${open}No customer is declared.</p>`];
  }
  const doNotEarn = report.count(Verdict.DOES_NOT_EARN);
  const unknown = report.count(Verdict.UNKNOWN);
  if (doNotEarn + unknown === 0) {
    const earning = count(report.count(Verdict.EARNS), 'customer earns', 'customers earn');
    return [`${open}Nothing is left to do: ${earning}.</p>`];
  }
  const parts = [
    ...(doNotEarn > 0 ? [`${figure(doNotEarn)} ${doNotEarn === 1 ? 'does' : 'do'} not earn`] : []),
    ...(unknown > 0 ? [`${figure(unknown)} ${unknown === 1 ? 'is' : 'are'} not known`] : []),
  ];
  const needing = doNotEarn + unknown;
  const stopped = report.stoppedBy.length;
  return [
    `${open}${figure(needing)} of ${count(total, 'customer')} ${needing === 1 ? 'needs' : 'need'} a look: ` +
      `${parts.join(', ')}.</p>`,
    ...(stopped > 0
      ? [
          `<p><b>Synth failed.</b> Nothing is deployed until ${count(stopped, 'customer is', 'customers are')} cured or acknowledged.</p>`,
        ]
      : []),
  ];
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

function paidResult({ covers, totals, nobodyEarned }: ConfirmationDocument, alarms: number): string {
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
  return `${period}: ${inWords(lost)} of credit ${lost.length > 1 ? 'were' : 'was'} lost${who}`;
}

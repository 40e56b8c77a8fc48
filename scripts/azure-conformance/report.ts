import { wrap } from '../demo/text';
import type { ConformanceReport } from './conformance';
import { type Result, Verdict } from './findings';

const WIDTH = 100;

/** What people read: guess by guess what the model says and what the service said. */
export function reportLines({ results, durations }: Pick<ConformanceReport, 'results' | 'durations'>): string[] {
  const count = (verdict: Verdict) => results.filter(result => result.verdict === verdict).length;
  const [agree, differ, notAsked] = Object.values(Verdict).map(count);
  return [
    '',
    ...results.flatMap(linesOf),
    ...Object.entries(durations).map(([what, seconds]) => `${seconds} s ${what}`),
    `${results.length} guesses: ${agree} agree, ${differ} differ, ${notAsked} not asked`,
  ];
}

/**
 * 0: whatever was asked agrees. 1: something differs. 2: nothing could be asked, the questions ended early, or something could
 * not be taken away.
 */
export function exitCodeOf({
  results,
  left,
  cutShort,
}: Pick<ConformanceReport, 'results' | 'left' | 'cutShort'>): number {
  if (left.length > 0 || cutShort !== undefined || results.every(({ verdict }) => verdict === Verdict.NOT_ASKED)) {
    return 2;
  }
  return results.some(({ verdict }) => verdict === Verdict.DIFFERS) ? 1 : 0;
}

function linesOf({ guess, question, model, service, verdict }: Result): string[] {
  const sign = { [Verdict.AGREES]: '✓', [Verdict.DIFFERS]: '✗', [Verdict.NOT_ASKED]: '–' }[verdict];
  return [
    `${sign} ${guess}: ${verdict}`,
    ...wrap(question, WIDTH).map(line => `    ${line}`),
    `    model:   ${model}`,
    `    ${verdict === Verdict.NOT_ASKED ? 'because:' : 'service:'} ${service}`,
    '',
  ];
}

import type { JudgedReadiness } from '../confirmation/confirmation-document';
import type { Joint } from '../joint/joint';
import { periodOf } from '../period';
import { TRUST_WORDS } from '../readiness-trust';
import { count } from '../words';
import { definitions, html } from './escape';

/**
 * What is old at the top of the page: it judged another declaration, and is not to be mixed with this one without a word.
 * Of earlier months that is the rule, and the table of months says it.
 */
export function oldNotes(joint: Joint): string[] {
  const { verification, latest } = joint;
  const old = [
    ...(verification !== undefined && joint.isOld(verification.readinessSha256)
      ? [`The verification of ${verification.verifiedAt.slice(0, 10)}`]
      : []),
    ...(latest !== undefined && joint.isOld(latest.readiness.sha256)
      ? [`The confirmation of ${periodOf(latest.covers)}`]
      : []),
  ];
  return old.map(
    text =>
      `<p class="selection" role="note"><b>${html(text)} is old:</b> it judged another declaration than this page shows. ` +
      'What was declared since is not in it.</p>',
  );
}

/** Of what the page was made: every file, its days, and the declaration that it judged. */
export function sourceSection(joint: Joint): string[] {
  const { declaration, verification, confirmations } = joint;
  if (!joint.isJoint && declaration === undefined) {
    return [];
  }
  const judged = (readiness: JudgedReadiness) =>
    `judged ${declared(readiness)}${joint.isOld(readiness.sha256) ? ', which is another one' : ''}`;
  return [
    '<section aria-labelledby="files">',
    '<h2 id="files">Made of</h2>',
    definitions([
      ...(declaration === undefined ? [] : [['Declaration', declared(declaration)] as const]),
      ...(verification === undefined
        ? []
        : [
            [
              'Verification',
              `asked on ${html(verification.verifiedAt)}; ${judged({ sha256: verification.readinessSha256 })}`,
            ] as const,
          ]),
      ...confirmations.map(
        ({ covers, sources, readiness }) =>
          [
            'Confirmation',
            `${periodOf(covers)}, by ${sources
              .map(({ name, format, from, to, rows }) =>
                html(`${name} (${format}, ${from} to ${to}, ${count(rows, 'row')})`),
              )
              .join(', ')}; ${judged(readiness)}`,
          ] as const,
      ),
    ]),
    '</section>',
  ];
}

function declared({ sha256, trust }: JudgedReadiness): string {
  return `readiness.json with SHA-256 <code>${html(sha256)}</code>${trust === undefined ? '' : ` (${TRUST_WORDS[trust]})`}`;
}

/** What to download where there is no bill. */
export function billSection({ latest }: Joint): string[] {
  return latest !== undefined
    ? []
    : [
        '<section aria-labelledby="bill">',
        '<h2 id="bill">Was it paid?</h2>',
        '<p>Only Microsoft’s bill tells whether credit was paid. To see it here:</p>',
        '<ol class="steps">',
        '<li>In Partner Center, as Billing admin or Admin agent: Billing, your invoice, “daily rated usage” with all columns.</li>',
        '<li><code>pec confirm october.csv --format json --write cdktf.out/confirmation-2026-10.json</code></li>',
        '<li><code>pec report --write report.html</code></li>',
        '</ol>',
        '</section>',
      ];
}

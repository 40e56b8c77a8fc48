/**
 * Makes docs/rules.md from the rules of readiness and of verification.
 *
 *   npm run rules
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CREDIT_LOST, type ReadinessRule, RULES, Verdict } from '../lib/readiness';
import { VERIFICATION_RULES } from '../lib/reports';

const ROOT = join(__dirname, '..');

/** Where the page is kept. */
export const RULES_PAGE = join(ROOT, 'docs', 'rules.md');

/** The page: an entry for each rule, under a heading that is the rule's id, so that links to it last. */
export function rulesPage(): string {
  const page = [
    '# Rules',
    'What decides whether a customer would earn partner earned credit: each rule is a file in ' +
      '[lib/readiness/rules](../lib/readiness/rules). `npm run rules` makes this page from them.',
    'The verdict of a subscription is the worst that a rule says of it, and that of a customer the worst of its ' +
      'subscriptions. Where a rule says nothing, another one has the answer.',
    'A finding says what is wrong in a few words, its cause: in reports, customers with the same cause stand together, with ' +
      'who acts and what cures all of them.',
    'A finding can be acknowledged with the id of its rule and a reason. It keeps its verdict, and every report shows ' +
      'it with the reason:',
    "```ts\nacknowledgements: [{ rule: 'role-earns', reason: 'Pilot until June, agreed with the service manager.' }];\n```",
    RULES.map(({ id, title }) => `- [${id}](#${id}): ${title}`).join('\n'),
    ...RULES.map(entry),
    `## ${CREDIT_LOST}`,
    '**What credit was lost is accepted.** No rule of readiness finds it: `pec confirm` does, in the bill. Acknowledged ' +
      'with a reason, and where wanted with `from`, `to` and `resourceGroups`, a loss stays in the totals and in every ' +
      'report, and is no alarm. [Did the credit arrive?](guides/confirm.md) says more.',
    '## Verification',
    'What `pec verify` looks at in Azure; each finding has one of these as its `rule`. [Verifying](guides/verify.md) ' +
      'says what the verdicts mean.',
    Object.entries(VERIFICATION_RULES).map(verificationLine).join('\n'),
  ];
  return `${page.join('\n\n')}\n`;
}

function entry(rule: ReadinessRule): string {
  return [
    `## ${rule.id}`,
    `**${rule.title}**`,
    [
      `- **Looks at:** ${rule.checks}`,
      `- **Why:** ${rule.why}`,
      `- **Source:** <${rule.source}>`,
      `- **Who acts:** ${rule.who}. ${rule.what}`,
      `- **In the declaration:** ${rule.cure}`,
      `- **Says:** ${verdictsOf(rule).join('; ')}.`,
    ].join('\n'),
  ].join('\n\n');
}

function verificationLine([id, { checks, cure }]: [
  string,
  { readonly checks: string; readonly cure: string },
]): string {
  return `- \`${id}\`: ${checks} Cure: ${cure}.`;
}

/** What a rule can say. Only its code tells, so that is read. */
function verdictsOf({ id }: ReadinessRule): string[] {
  const code = readFileSync(join(ROOT, 'lib', 'readiness', 'rules', `${id}.ts`), 'utf8');
  const results = [...code.matchAll(/verdict: Verdict\.(\w+),.*?needsAcknowledgement: (true|false)/gs)].map(
    ([, verdict, stops]) => consequence(Verdict[verdict as keyof typeof Verdict], stops === 'true'),
  );
  return [...new Set(results)];
}

function consequence(verdict: Verdict, stops: boolean): string {
  if (verdict === Verdict.EARNS) {
    return `\`${verdict}\``;
  }
  return `\`${verdict}\`, ${stops ? 'and synth fails until somebody acknowledges it' : 'which is reported only'}`;
}

if (require.main === module) {
  writeFileSync(RULES_PAGE, rulesPage());
}

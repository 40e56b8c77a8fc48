import { bytes, code, escaped, fit, LIMIT } from '../markdown-text';
import { count, figure, sentence } from '../words';
import {
  LiveVerdict,
  type VerificationContent,
  type VerificationFinding,
  type VerifiedCustomer,
  worstFirst,
} from './document';
import { changeOf, LIVE_VERDICT_NAMES, NEEDS_A_LOOK, riskOf, scopeOf, sidesOf, summaryOf } from './words';

/** By this line a pipeline finds its issue or comment, to update it. */
const MARKER = '<!-- pec-verification -->';

/** More than the fixed texts between the lists take. */
const ROOM_FOR_HEADINGS = 1_500;

/** The most findings of one customer: one may not push everybody else out of the report. */
const MOST_FINDINGS = 6;

const SIGNS: Partial<Record<LiveVerdict, string>> = {
  [LiveVerdict.MISSING]: '❌',
  [LiveVerdict.DIFFERS]: '❌',
  [LiveVerdict.NOT_VISIBLE]: '❓',
};

/** The report as an issue or a comment, for GitHub and Azure DevOps. */
export function toMarkdown(content: VerificationContent): string {
  const customers = worstFirst(content.customers.filter(({ verdict }) => NEEDS_A_LOOK.includes(verdict)));
  const head = headOf(content);
  let room = LIMIT - bytes(head) - ROOM_FOR_HEADINGS;
  const table = fit(customers.map(rowOf), room);
  room -= table.size;
  const undeclared = fit(
    content.undeclared.map(each => `| ${escaped(scopeOf(each))} | ${escaped(each.offer)} | ${each.wouldEarn} |`),
    room,
  );
  const sections = [head];
  if (customers.length > 0) {
    sections.push(
      '#### What to look at',
      `| Customer | Verdict | Why, declared and live | What to do |\n| --- | --- | --- | --- |\n${table.text}`,
      ...leftOut(table.leftOut),
    );
  }
  if (content.undeclared.length > 0) {
    sections.push(
      '#### Delegated to you, and declared by nobody',
      `| Subscription | Offer | Would earn |\n| --- | --- | --- |\n${undeclared.text}`,
      ...leftOut(undeclared.leftOut),
    );
  }
  return `${sections.join('\n\n')}\n`;
}

function headOf(content: VerificationContent): string {
  const { identity, notes, selection } = content;
  const risk = riskOf(content);
  return [
    `${MARKER}\n### Partner earned credit, live: ${escaped(summaryOf(content))}`,
    [
      `**Identity: ${LIVE_VERDICT_NAMES[identity.verdict]}.**`,
      ...(risk === undefined ? [] : [`**${risk}**`]),
      ...identity.findings.map(whyOf),
    ].join(' '),
    ...(selection === undefined ? [] : [`**Only a selection was verified:** ${code(selection)}`]),
    ...notes.map(note => escaped(sentence(note))),
  ].join('\n\n');
}

function rowOf({ name, key, verdict, subscriptions }: VerifiedCustomer): string {
  const lines = subscriptions
    .filter(entry => NEEDS_A_LOOK.includes(entry.verdict))
    .flatMap(entry => {
      const change = changeOf(entry);
      return entry.findings.map(finding => ({
        why: `${escaped(scopeOf(entry))}: ${whyOf(finding)}${change === undefined ? '' : ` ${escaped(sentence(change))}`}`,
        cure: finding.cure === '' ? '' : escaped(sentence(finding.cure)),
      }));
    });
  const shown = lines.slice(0, MOST_FINDINGS);
  const more = lines.length > shown.length ? [`and ${figure(lines.length - shown.length)} more`] : [];
  const cells = [
    `${escaped(name)} (${code(key)})`,
    `${SIGNS[verdict] ?? ''} ${LIVE_VERDICT_NAMES[verdict]}`.trim(),
    [...shown.map(({ why }) => why), ...more].join('<br>'),
    [...new Set(shown.map(({ cure }) => cure))].join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function whyOf(finding: VerificationFinding): string {
  const sides = sidesOf(finding).map(([side, value]) => `${side}: ${escaped(value)}`);
  return `${escaped(sentence(finding.reason))}${sides.length > 0 ? ` (${sides.join('; ')})` : ''}`;
}

function leftOut(number: number): string[] {
  return number === 0
    ? []
    : [`**${count(number, 'more line')} left out here,** because a comment has no room for all.`];
}

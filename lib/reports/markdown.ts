import { type CustomerReadiness, type Readiness, RULES, Verdict } from '../readiness';
import {
  type AcknowledgedException,
  acknowledgedExceptions,
  type SharedFinding,
  sharedFindings,
  worstFirst,
} from './findings';
import { bytes, code, escaped, fit, LIMIT, sum } from './markdown-text';
import { count, figure, sentence, statementsOf, VERDICT_NAMES } from './words';

/** By this line a pipeline finds its comment, to update it. */
const MARKER = '<!-- pec-readiness -->';

/** The most findings of one customer: nobody may push everybody else out of the report. */
const MOST_FINDINGS = 6;

/** The report as a comment of a pull request, for GitHub and Azure DevOps. */
export function toMarkdown(report: Readiness): string {
  const customers = worstFirst(report.customers);
  const problems = customers.filter(({ verdict }) => verdict === Verdict.DOES_NOT_EARN || verdict === Verdict.UNKNOWN);
  const head = headOf(report);
  const problemRows = problems.map(problemRow);
  const exceptionRows = acknowledgedExceptions(report).map(exceptionRow);

  // Who does not earn comes first, but every report has to show exceptions: each is sure of half the room.
  let room = LIMIT - bytes(head) - ROOM_FOR_HEADINGS;
  const exceptions = fit(exceptionRows, room - Math.min(sum(problemRows), room / 2));
  room -= exceptions.size;
  const table = fit(problemRows, room);
  room -= table.size;

  const sections = [head];
  if (problemRows.length > 0) {
    sections.push(
      '#### What to do',
      `| Customer | Verdict | Why | What to do |\n| --- | --- | --- | --- |\n${table.text}`,
      ...leftOut(table.leftOut, 'customer'),
    );
  }
  if (exceptionRows.length > 0) {
    sections.push(
      '#### Acknowledged exceptions',
      `| Rule | Accepted because | Customers |\n| --- | --- | --- |\n${exceptions.text}`,
      ...leftOut(exceptions.leftOut, 'exception'),
    );
  }
  for (const [verdict, title] of COLLAPSED) {
    const named = customers.filter(customer => customer.verdict === verdict);
    const list = fit(
      named.map(({ key, name }) => `- ${code(key)} ${escaped(name)}`),
      room,
    );
    room -= list.size;
    if (named.length > 0) {
      const body = [list.text, ...leftOut(list.leftOut, 'customer')].filter(text => text !== '').join('\n\n');
      sections.push(`<details>\n<summary>${title(named.length)}</summary>\n\n${body}\n\n</details>`);
    }
  }
  sections.push(...statementsOf(report).map(escaped));
  sections.push('Judged from what is declared. Every finding of every subscription is in `readiness.html`.');
  return `${sections.join('\n\n')}\n`;
}

/** About whom nothing is to be said but the name. */
const COLLAPSED: [verdict: Verdict, title: (customers: number) => string][] = [
  [Verdict.EARNS, customers => count(customers, 'customer earns', 'customers earn')],
  [Verdict.LEFT, customers => `${count(customers, 'customer')} offboarded`],
  [Verdict.CANNOT_EARN, customers => `${count(customers, 'customer')} cannot earn, whatever is declared`],
];

/** More than the fixed texts between the lists take. */
const ROOM_FOR_HEADINGS = 1_500;

function headOf(report: Readiness): string {
  const total = report.customers.length;
  const doNotEarn = report.count(Verdict.DOES_NOT_EARN);
  const cannot = report.count(Verdict.CANNOT_EARN);
  const totals = [
    `${figure(report.count(Verdict.EARNS))} of ${count(total, 'customer')} ${total === 1 ? 'earns' : 'earn'}`,
    `${figure(doNotEarn)} ${doNotEarn === 1 ? 'does' : 'do'} not`,
    `${figure(report.count(Verdict.UNKNOWN))} not known`,
    `${figure(report.count(Verdict.LEFT))} offboarded`,
    ...(cannot > 0 ? [`${figure(cannot)} cannot`] : []),
  ];
  const stopped = report.stoppedBy.length;
  const { acknowledged, selection } = report;
  return [
    `${MARKER}\n### Partner earned credit: ${totals.join(', ')}`,
    ...(selection === undefined ? [] : [`**Only a selection is shown:** ${code(selection)}`]),
    ...(stopped === 0
      ? []
      : [
          `**Synth failed.** No Terraform is written until ${count(stopped, 'customer is', 'customers are')} cured or ` +
            'acknowledged.',
        ]),
    ...(acknowledged === 0
      ? []
      : [`${count(acknowledged, 'customer has', 'customers have')} acknowledged exceptions, listed below.`]),
  ].join('\n\n');
}

function problemRow(customer: CustomerReadiness): string {
  const findings = sharedFindings(customer);
  const total = customer.subscriptions.length;
  const cells = [
    nameOf(customer),
    `${customer.verdict === Verdict.UNKNOWN ? '❓' : '❌'} ${VERDICT_NAMES[customer.verdict]}`,
    numbered(findings.map(finding => whyOf(finding, total))),
    numbered(findings.map(cureOf)),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Reasons and cures stand in two cells: a number says which belong together. */
function numbered(texts: string[]): string {
  if (texts.length === 1) {
    return texts[0];
  }
  const more = texts.length - MOST_FINDINGS;
  const lines = texts.slice(0, MOST_FINDINGS).map((text, i) => `${i + 1}) ${text}`);
  return [...lines, ...(more > 0 ? [`and ${figure(more)} more`] : [])].join('<br>');
}

function whyOf({ reason, subscriptions }: SharedFinding, total: number): string {
  const where = total > 1 ? `${figure(subscriptions)} of ${figure(total)} subscriptions: ` : '';
  return `${where}${escaped(sentence(reason))}`;
}

function cureOf({ cure, acknowledgement }: SharedFinding): string {
  if (acknowledgement !== undefined) {
    return `Acknowledged: ${escaped(acknowledgement)}`;
  }
  return cure === '' ? '' : escaped(sentence(cure));
}

function exceptionRow({ rule, reason, customers }: AcknowledgedException): string {
  const shown = customers.slice(0, 10).map(nameOf);
  const more = customers.length - shown.length;
  const names = [...shown, ...(more > 0 ? [`and ${figure(more)} more`] : [])];
  return `| ${ruleLink(rule)} | ${escaped(reason)} | ${names.join(', ')} |`;
}

function ruleLink(id: string): string {
  const source = RULES.find(rule => rule.id === id)?.source;
  return source === undefined ? code(id) : `[${code(id)}](${source})`;
}

function nameOf({ name, key }: CustomerReadiness): string {
  return `${escaped(name)} (${code(key)})`;
}

/** The sentence about what did not find room. */
function leftOut(number: number, noun: string): string[] {
  return number === 0
    ? []
    : [
        `**${count(number, `more ${noun} is`, `more ${noun}s are`)} left out here,** because a comment has no room for them: see \`readiness.html\`.`,
      ];
}

import { type CustomerReadiness, type Readiness, ReadinessChange, RULES, Verdict } from '../readiness';
import { type ReadinessCause, readinessCauses } from './causes';
import {
  type AcknowledgedException,
  acknowledgedExceptions,
  type SharedFinding,
  sharedFindings,
  worstFirst,
} from './findings';
import { bytes, code, escaped, fit, LIMIT, sum } from './markdown-text';
import { CHANGE_NAMES, comingAndGoing, sinceWhen } from './trend-words';
import { capitalized, count, figure, sentence, stampParts, statementsOf, VERDICT_NAMES } from './words';

/** By this line a pipeline finds its comment, to update it. */
const MARKER = '<!-- pec-readiness -->';

/** The most findings of one customer: nobody may push everybody else out of the report. */
const MOST_FINDINGS = 6;

/** The most customers that are named where a few are enough. */
const MOST_NAMES = 10;

/** The report as a comment of a pull request, for GitHub and Azure DevOps: what blocks comes first, and is never left out. */
export function toMarkdown(report: Readiness): string {
  const customers = worstFirst(report.customers);
  const problems = customers.filter(({ verdict }) => verdict === Verdict.DOES_NOT_EARN || verdict === Verdict.UNKNOWN);
  const [trend, foot] = [trendSection(report), footOf(report)];
  const head = [headOf(report, LIMIT - sum([...trend, ...foot]) - 4 * ROOM_FOR_HEADINGS), ...trend];
  const causeRows = readinessCauses(report)
    .filter(({ open }) => open.length > 0)
    .map(causeRow);
  const problemRows = problems.map(problemRow);
  const exceptionRows = acknowledgedExceptions(report).map(exceptionRow);

  // Causes speak of everybody, so they come before rows; every report has to show exceptions: they are sure of half the rest.
  let room = LIMIT - sum([...head, ...foot]) - ROOM_FOR_HEADINGS;
  const causes = fit(causeRows, room / 2);
  room -= causes.size;
  const exceptions = fit(exceptionRows, room - Math.min(sum(problemRows), room / 2));
  room -= exceptions.size;
  const table = fit(problemRows, room);
  room -= table.size;

  const sections = [...head];
  if (causeRows.length > 0) {
    sections.push(
      '#### What to do',
      `| What is wrong | Customers | Who acts | What to do | In the declaration |\n| --- | --- | --- | --- | --- |\n${causes.text}`,
      ...leftOut(causes.leftOut, 'cause'),
    );
  }
  if (problemRows.length > 0) {
    sections.push(
      '#### Customers that do not earn, or are not known to',
      `| Customer | Verdict | Why | In the declaration |\n| --- | --- | --- | --- |\n${table.text}`,
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
  return `${[...sections, ...foot].join('\n\n')}\n`;
}

/** What the report says of itself. */
function footOf(report: Readiness): string[] {
  const stamp = stampParts(report).map(escaped).join(' · ');
  return [
    ...statementsOf(report).map(escaped),
    'Judged from what is declared. Every finding of every subscription is in `readiness.html`.',
    ...(stamp === '' ? [] : [stamp]),
  ];
}

/** About whom nothing is to be said but the name. */
const COLLAPSED: [verdict: Verdict, title: (customers: number) => string][] = [
  [Verdict.EARNS, customers => count(customers, 'customer earns', 'customers earn')],
  [Verdict.OFFBOARDED, customers => `${count(customers, 'customer')} offboarded`],
  [Verdict.CANNOT_EARN, customers => `${count(customers, 'customer')} cannot earn, whatever is declared`],
];

/** More than the fixed texts between the lists take. */
const ROOM_FOR_HEADINGS = 1_500;

/** @param room for the names of those who block, in bytes */
function headOf(report: Readiness, room: number): string {
  const total = report.customers.length;
  const doNotEarn = report.count(Verdict.DOES_NOT_EARN);
  const cannot = report.count(Verdict.CANNOT_EARN);
  const totals = [
    `${figure(report.count(Verdict.EARNS))} of ${count(total, 'customer')} ${total === 1 ? 'earns' : 'earn'}`,
    `${figure(doNotEarn)} ${doNotEarn === 1 ? 'does' : 'do'} not`,
    `${figure(report.count(Verdict.UNKNOWN))} not known`,
    `${figure(report.count(Verdict.OFFBOARDED))} offboarded`,
    ...(cannot > 0 ? [`${figure(cannot)} cannot`] : []),
  ];
  const { acknowledged, open, selection, stoppedBy } = report;
  const states = [
    ...(open.length === 0 ? [] : [`Something is open of ${count(open.length, 'customer')}.`]),
    ...(acknowledged === 0
      ? []
      : [`${count(acknowledged, 'customer has', 'customers have')} acknowledged exceptions, listed below.`]),
  ];
  return [
    `${MARKER}\n### Partner earned credit: ${totals.join(', ')}`,
    ...(selection === undefined ? [] : [`**Only a selection is shown:** ${code(selection)}`]),
    ...(stoppedBy.length === 0
      ? []
      : [
          '**Synth failed.** No Terraform is written until ' +
            `${count(stoppedBy.length, 'customer is', 'customers are')} cured or acknowledged: ${everyNameOf(stoppedBy, room)}`,
        ]),
    ...(states.length === 0 ? [] : [states.join(' ')]),
  ].join('\n\n');
}

/** Everybody, by name; where that takes much room by key, and nobody is left out as long as a comment has room at all. */
function everyNameOf(customers: CustomerReadiness[], room: number): string {
  const names = customers.map(nameOf).join(', ');
  if (bytes(names) <= LIMIT / 8) {
    return `${names}.`;
  }
  const keys = fit(
    customers.map(({ key }) => `${code(key)},`),
    room,
  );
  const more = keys.leftOut === 0 ? '.' : ` and ${figure(keys.leftOut)} more.`;
  return `${keys.text.slice(0, -1).replaceAll('\n', ' ')}${more}`;
}

/** What became of customers since an earlier report. */
function trendSection({ trend }: Readiness): string[] {
  if (trend === undefined) {
    return [];
  }
  const lines = Object.values(ReadinessChange).flatMap(kind => {
    const changed = trend.changes.filter(({ change }) => change === kind);
    return changed.length === 0
      ? []
      : [`- **${CHANGE_NAMES[kind]}:** ${count(changed.length, 'customer')}: ${firstNamesOf(changed)}`];
  });
  const rest = comingAndGoing(trend);
  return [
    `#### ${sinceWhen(trend)}`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(rest === undefined ? [] : [rest]),
  ];
}

/** The first few customers, and how many more there are. */
function firstNamesOf(customers: readonly Pick<CustomerReadiness, 'name' | 'key'>[]): string {
  const shown = customers.slice(0, MOST_NAMES).map(nameOf);
  const more = customers.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${figure(more)} more`] : [])].join(', ');
}

function causeRow({ cause, stops, who, what, cure, open }: ReadinessCause): string {
  const cells = [
    `${stops ? '❌ ' : '❓ '}${escaped(capitalized(cause))}${stops ? ' (synth fails)' : ''}`,
    `${figure(open.length)}: ${firstNamesOf(open)}`,
    escaped(who),
    escaped(what),
    cure === '' ? '' : escaped(sentence(cure)),
  ];
  return `| ${cells.join(' | ')} |`;
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
  return `| ${ruleLink(rule)} | ${escaped(reason)} | ${firstNamesOf(customers)} |`;
}

function ruleLink(id: string): string {
  const source = RULES.find(rule => rule.id === id)?.source;
  return source === undefined ? code(id) : `[${code(id)}](${source})`;
}

function nameOf({ name, key }: Pick<CustomerReadiness, 'name' | 'key'>): string {
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

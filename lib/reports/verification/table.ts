import { plain } from '../words';
import { LiveVerdict, type VerificationContent, type VerificationFinding, worstFirst } from './document';
import { brief, changeOf, NEEDS_A_LOOK, riskOf, scopeOf, sidesOf, summaryOf } from './words';

/** The report for a terminal: the identity first, then a line for each customer that needs a look, reasons below it. */
export function toTable(content: VerificationContent): string {
  const customers = worstFirst(content.customers.filter(({ verdict }) => NEEDS_A_LOOK.includes(verdict)));
  const rows = customers.map(({ name, key, verdict }) => [brief(name), brief(key), verdict]);
  const titles = ['CUSTOMER', 'KEY', 'VERDICT'];
  const widths = titles.map((_, column) => Math.max(...[titles, ...rows].map(row => row[column].length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  const table = customers.flatMap(({ subscriptions }, i) => [
    line(rows[i]),
    ...subscriptions
      .filter(({ verdict }) => NEEDS_A_LOOK.includes(verdict))
      .flatMap(entry => [
        `    ${scopeOf(entry)} ${entry.verdict}, still earns: ${entry.stillEarns}`,
        // Of what could not be seen, the reason is the same for all.
        ...(entry.verdict === LiveVerdict.NOT_VISIBLE ? [] : entry.findings.flatMap(reasons)),
        ...(changeOf(entry) === undefined ? [] : [`      changed: ${plain(changeOf(entry) ?? '')}`]),
      ]),
  ]);
  const undeclared = content.undeclared.map(
    each => `    ${scopeOf(each)} ${brief(each.offer)}, would earn: ${each.wouldEarn}`,
  );
  const risk = riskOf(content);
  return [
    `Identity: ${content.identity.verdict}`,
    ...(risk === undefined ? [] : [`  ${risk}`]),
    ...content.identity.findings.flatMap(reasons),
    '',
    ...(table.length > 0 ? [line(titles), ...table, ''] : []),
    ...(undeclared.length > 0 ? ['Delegated to you, and declared by nobody:', ...undeclared, ''] : []),
    ...content.notes.map(note => `Note: ${plain(note)}`),
    ...(content.selection === undefined ? [] : [`Selected: ${plain(content.selection)}`]),
    summaryOf(content),
  ].join('\n');
}

function reasons(finding: VerificationFinding): string[] {
  return [
    `      ${finding.rule}: ${plain(finding.reason)}`,
    ...sidesOf(finding).map(([side, value]) => `        ${side}: ${plain(value)}`),
    ...(finding.cure === '' ? [] : [`        cure: ${plain(finding.cure)}`]),
  ];
}

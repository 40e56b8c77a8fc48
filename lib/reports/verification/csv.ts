import { type CsvSeparator, toCsv as csvOf } from '../csv';
import type { VerificationContent, VerificationFinding } from './document';

/** A cell; null is empty. */
type Cell = string | number | null;

const TITLES = [
  'key',
  'customer',
  'tenant',
  'subscription',
  'resource groups',
  'offer',
  'verdict',
  'still earns',
  'rule',
  'declared',
  'live',
  'reason',
  'cure',
  'changed at',
  'changed by',
];

/** The report for a spreadsheet: a line for each finding, and one for each delegation without any. */
export function toCsv({ identities, customers, undeclared }: VerificationContent, separator?: CsvSeparator): string {
  const rows: Cell[][] = [
    ...identities.flatMap(({ principalId, tenantId, verdict, findings }) =>
      perFinding(findings, finding => [
        null,
        `principal ${principalId}`,
        tenantId,
        null,
        null,
        null,
        verdict,
        null,
        ...cellsOf(finding),
        null,
        null,
      ]),
    ),
    ...customers.flatMap(({ key, name, tenantId = null, subscriptions }) =>
      subscriptions.flatMap(({ subscriptionId, resourceGroups, offer, verdict, stillEarns, findings, change }) =>
        perFinding(findings, finding => [
          key,
          name,
          tenantId,
          subscriptionId,
          resourceGroups.join('; '),
          offer,
          verdict,
          stillEarns,
          ...cellsOf(finding),
          change?.time ?? null,
          change?.caller ?? null,
        ]),
      ),
    ),
    ...undeclared.map(({ subscriptionId, resourceGroups, tenantId, offer, wouldEarn }) => [
      null,
      null,
      tenantId,
      subscriptionId,
      resourceGroups.join('; '),
      offer,
      'undeclared',
      wouldEarn,
      ...cellsOf(undefined),
      null,
      null,
    ]),
  ];
  return csvOf(
    TITLES,
    rows.map(row => row.map(cell => String(cell ?? ''))),
    separator,
  );
}

function perFinding(
  findings: readonly VerificationFinding[],
  rowOf: (finding: VerificationFinding | undefined) => Cell[],
): Cell[][] {
  return findings.length === 0 ? [rowOf(undefined)] : findings.map(rowOf);
}

function cellsOf(finding: VerificationFinding | undefined): Cell[] {
  return finding === undefined
    ? [null, null, null, null, null]
    : [finding.rule, finding.declared, finding.live, finding.reason, finding.cure];
}

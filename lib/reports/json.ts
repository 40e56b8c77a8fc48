import type { PartnerKind } from '../azure';
import { readable } from '../terraform';
import { visibleLines } from '../text';
import { type CustomerReadiness, Readiness, RULES, Verdict } from '../readiness';
import { formCheck } from './json-form';
import type schema from './readiness.schema.json';
import { readReport, versionOf } from './report-file';

/** Loaded when first used, not at import. */
declare function require(module: './readiness.schema.json'): typeof schema;

// A test holds the schema against the type.
const checkForm = formCheck<ReadinessDocument>(() => require('./readiness.schema.json'));

/** The file `readiness.json`. */
interface ReadinessDocument {
  readonly version: number;
  readonly failed: boolean;
  readonly manifest?: string;
  readonly selection?: string;
  readonly partnerKind?: PartnerKind;
  readonly totals: Record<string, number>;
  readonly customers: CustomerReadiness[];
}

/** The report for programs. The same declaration gives the same bytes: it holds no time. */
export function toJson(report: Readiness): string {
  const document = {
    version: versionOf('readiness'),
    failed: !report.isAccepted,
    manifest: report.manifest,
    selection: report.selection,
    partnerKind: report.partnerKind,
    payee: report.payee,
    assumption: report.assumption,
    totals: {
      customers: report.customers.length,
      earns: report.count(Verdict.EARNS),
      doesNotEarn: report.count(Verdict.DOES_NOT_EARN),
      unknown: report.count(Verdict.UNKNOWN),
      left: report.count(Verdict.LEFT),
      cannotEarn: report.count(Verdict.CANNOT_EARN),
      acknowledged: report.acknowledged,
    },
    customers: report.customers,
    rules: RULES.map(rule => ({ ...rule, judge: undefined })),
  };
  // What only Terraform knows says nothing to a reader of the report.
  const json = JSON.stringify(
    document,
    (_key, value: unknown) => (typeof value === 'string' ? readable(value) : value),
    2,
  );
  return `${visibleLines(json)}\n`;
}

/** Reads what {@link toJson} wrote. */
export function fromJson(json: string): Readiness {
  const document = readReport('readiness', json, checkForm);
  return new Readiness(document.customers, document.selection, document.manifest, document.partnerKind);
}

import type { PartnerKind } from '../azure';
import { readable } from '../terraform';
import { visibleLines } from '../text';
import {
  type CustomerReadiness,
  Readiness,
  type ReadinessStamp,
  type ReadinessTrend,
  RULES,
  Verdict,
} from '../readiness';
import { readinessCauses } from './causes';
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
  readonly failed?: boolean;
  readonly manifest?: string;
  readonly selection?: string;
  readonly partnerKind?: PartnerKind;
  readonly stamp?: ReadinessStamp;
  readonly totals: Record<string, number>;
  readonly customers: CustomerReadiness[];
}

/** The report for programs. The same declaration gives the same bytes: it holds no time but that of a stamp. */
export function toJson(report: Readiness): string {
  const document = {
    version: versionOf('readiness'),
    failed: !report.isAccepted,
    stamp: report.stamp,
    trend: report.trend && trendMember(report.trend),
    manifest: report.manifest,
    selection: report.selection,
    partnerKind: report.partnerKind,
    payee: report.payee,
    assumption: report.assumption,
    partnerIds: report.partnerIds,
    totals: {
      customers: report.customers.length,
      earns: report.count(Verdict.EARNS),
      doesNotEarn: report.count(Verdict.DOES_NOT_EARN),
      unknown: report.count(Verdict.UNKNOWN),
      offboarded: report.count(Verdict.OFFBOARDED),
      cannotEarn: report.count(Verdict.CANNOT_EARN),
      open: report.open.length,
      stopping: report.stoppedBy.length,
      acknowledged: report.acknowledged,
    },
    causes: readinessCauses(report).map(cause => ({
      ...cause,
      open: cause.open.map(keyOf),
      acknowledged: cause.acknowledged.map(keyOf),
    })),
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

function trendMember({ previous, changes, added, gone }: ReadinessTrend): object {
  return {
    previous,
    changes: changes.map(({ change, key, name, now }) => ({ change, key, name, verdict: now?.verdict })),
    added,
    gone,
  };
}

function keyOf({ key }: CustomerReadiness): string {
  return key;
}

/** Reads what {@link toJson} wrote; what became of customers since an earlier report has to be compared again. */
export function fromJson(json: string): Readiness {
  const { customers, failed, selection, manifest, partnerKind, stamp } = readReport('readiness', json, checkForm);
  return new Readiness(customers, { selection, manifest, partnerKind, stamp, isAccepted: failed ? false : undefined });
}

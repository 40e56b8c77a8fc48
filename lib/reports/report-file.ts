import { parseJson } from '../manifest';
import { isRecord } from '../text';
import type { FormCheck } from './json-form';

/** A file of JSON that this package writes. */
interface FileKind {
  /** What people call it. */
  readonly name: string;
  /** Whether an object is one, right or damaged: by a member that none of the kinds before it has. */
  readonly isOne: (document: Record<string, unknown>) => boolean;
}

/** A file of this package that is a report. */
interface ReportKind extends FileKind {
  /** Where it comes from. */
  readonly from: string;
  /** Raised when a member changes its meaning or goes; a new member does not raise it. */
  readonly version: number;
  /** What to do about one of an older version. */
  readonly again: string;
}

/** The reports; with {@link MANIFEST} the one place that tells our own files apart. */
const REPORTS = {
  confirmation: {
    name: 'confirmation report',
    from: 'what "pec confirm --format json" writes',
    version: 2,
    again: 'confirm again',
    isOne: ({ covers }) => covers !== undefined,
  },
  verification: {
    name: 'verification report',
    from: 'what "pec verify --format json" writes',
    version: 1,
    again: 'verify again',
    isOne: ({ verifiedAt }) => verifiedAt !== undefined,
  },
  readiness: {
    name: 'readiness report',
    from: 'the readiness.json that synth writes',
    version: 3,
    again: 'synth again',
    isOne: ({ customers }) => Array.isArray(customers),
  },
} satisfies Record<string, ReportKind>;

/** `portfolio.json`, and what `pec record` writes. */
const MANIFEST: FileKind = { name: 'manifest of a portfolio', isOne: ({ customers }) => isRecord(customers) };

/** What a report is about. */
export type ReportSubject = keyof typeof REPORTS;

/** The version in which a report is written. */
export function versionOf(subject: ReportSubject): number {
  return REPORTS[subject].version;
}

/**
 * Reads a report.
 *
 * @param checkForm says what is wrong with its form
 * @throws Error that says which of our files it is instead, or that it is none; which version it has; or what is wrong with it
 */
export function readReport<T>(subject: ReportSubject, json: string, checkForm: FormCheck<T>): T {
  const { name, from, version, again } = REPORTS[subject];
  const document = parseJson(json);
  const found = isVersioned(document) ? kindOf(document) : undefined;
  if (!isVersioned(document) || found !== REPORTS[subject]) {
    throw new Error(`this is ${found === undefined ? `no ${name}` : `a ${found.name}`}; expected ${from}`);
  }
  if (document.version !== version) {
    const [age, cure] = document.version > version ? ['a newer', 'update the package'] : ['an older', again];
    throw new Error(
      `this ${name} has version ${document.version}, which ${age} cdktf-partner-earned-credit wrote; ${cure}`,
    );
  }
  checkForm(document, from);
  return document;
}

/** All of ours say their version. */
function isVersioned(document: unknown): document is Record<string, unknown> & { version: number } {
  return isRecord(document) && typeof document.version === 'number';
}

function kindOf(document: Record<string, unknown>): FileKind | undefined {
  return [...Object.values<FileKind>(REPORTS), MANIFEST].find(({ isOne }) => isOne(document));
}

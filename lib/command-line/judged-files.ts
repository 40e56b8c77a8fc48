import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { MANIFEST_FILE, REPORT_FILES } from '../manifest';
import {
  type ConfirmationDocument,
  ConfirmationReport,
  type JudgedReadiness,
  type ReadinessReport,
  readinessSha256,
  type ReadinessTrust,
  TRUST_WORDS,
  type VerificationContent,
  VerificationReport,
} from '../reports';
import { readAs, readOutput } from './files';
import { readReport } from './readiness/file';
import { UsageError } from './result';

/** Where the reports are that belong together. */
export interface JudgedFilesOptions {
  /** The folder of what is not named. */
  readonly output: string;
  readonly readiness?: string;
  readonly verification?: string;
  readonly confirmation?: readonly string[];
}

/** A readiness report, the SHA-256 by which other reports say that they judged it, and what speaks for it. */
export interface ReadinessFile {
  readonly file: string;
  readonly report: ReadinessReport;
  readonly declaration: JudgedReadiness;
}

/** A report that was read, and the file. */
export interface FromFile<T> {
  readonly file: string;
  readonly content: T;
}

/**
 * Reads the readiness report. It may have been handed on without the folder that synth wrote; where the manifest of the
 * folder is beside it, it is asked.
 *
 * @throws UsageError that names the file, or what the manifest beside it does not vouch for
 */
export function readReadiness({ output, readiness }: JudgedFilesOptions): ReadinessFile {
  const file = readiness ?? join(output, REPORT_FILES.json);
  const report = readReport(file);
  const sha256 = readinessSha256(readFileSync(file));
  return { file, report, declaration: { sha256, trust: trustIn(file, report) } };
}

function trustIn(file: string, { isAccepted }: ReadinessReport): ReadinessTrust {
  if (basename(file) === REPORT_FILES.json && existsSync(join(dirname(file), MANIFEST_FILE))) {
    readOutput(dirname(file), REPORT_FILES.json);
    return 'vouched-for';
  }
  return isAccepted ? 'alone' : 'failed';
}

/** What nobody may overlook of a readiness report; that it came without a manifest is in the result. */
export function doubtsOf({ file, declaration: { trust } }: ReadinessFile): string[] {
  return trust === 'failed' ? [`${file}: ${TRUST_WORDS[trust]}; cure what it names, and synth again`] : [];
}

/**
 * Reads the verification; undefined if none was named and the folder has none.
 *
 * @throws UsageError that names the file
 */
export function readVerification({
  output,
  verification,
}: JudgedFilesOptions): FromFile<VerificationContent> | undefined {
  const file = verification ?? join(output, 'verification.json');
  if (verification === undefined && !existsSync(file)) {
    return undefined;
  }
  const { content } = readAs(file, 'give what "pec verify --format json" wrote', text =>
    VerificationReport.fromJson(text),
  );
  return { file, content };
}

/**
 * Reads the confirmations, one for each month; none if none was named and the folder has none.
 *
 * @throws UsageError that names the file, or two that tell of the same day
 */
export function readConfirmations({ output, confirmation }: JudgedFilesOptions): FromFile<ConfirmationDocument>[] {
  const files = confirmation ?? confirmationsIn(output);
  const read = files.map(file => ({
    file,
    content: readAs(file, 'give what "pec confirm --format json" wrote', text => ConfirmationReport.fromJson(text))
      .document,
  }));
  const ordered = [...read].sort((a, b) => (a.content.covers.from < b.content.covers.from ? -1 : 1));
  ordered.slice(1).forEach(({ file, content: { covers } }, i) => {
    if (covers.from <= ordered[i].content.covers.to) {
      throw new UsageError(
        `${ordered[i].file} and ${file} both tell of ${covers.from}, which would count twice; give one a month`,
      );
    }
  });
  return read;
}

function confirmationsIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter(name => /^confirmation.*\.json$/.test(name))
        .sort()
        .map(name => join(folder, name))
    : [];
}

/** What to say of a report that judged another declaration than the one that it is put beside. */
export function oldMessage(file: string): string {
  return `${file} judged another declaration than the readiness report: it is shown as old; make it again`;
}

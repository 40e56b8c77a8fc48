import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_FILES } from '../manifest';
import {
  type ConfirmationDocument,
  ConfirmationReport,
  ReadinessReport,
  readinessSha256,
  type VerificationContent,
  VerificationReport,
} from '../reports';
import { readAs, readText, SYNTH_AGAIN } from './files';
import { readingOf, UsageError } from './result';

/** Where the reports are that belong together. */
export interface JudgedFilesOptions {
  /** The folder of what is not named. */
  readonly output: string;
  readonly readiness?: string;
  readonly verification?: string;
  readonly confirmation?: readonly string[];
}

/** A readiness report, and the name by which other reports say that they judged it. */
export interface ReadinessFile {
  readonly file: string;
  readonly report: ReadinessReport;
  readonly sha256: string;
}

/** A report that was read, and the file. */
export interface FromFile<T> {
  readonly file: string;
  readonly content: T;
}

/**
 * Reads the readiness report.
 *
 * @throws UsageError that names the file
 */
export function readReadiness({ output, readiness }: JudgedFilesOptions): ReadinessFile {
  const file = readiness ?? join(output, REPORT_FILES.json);
  const json = readText(file, SYNTH_AGAIN);
  const report = readingOf(`${file}: `, () => ReadinessReport.fromJson(json));
  return { file, report, sha256: readinessSha256(readFileSync(file)) };
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

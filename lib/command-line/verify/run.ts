import { existsSync } from 'node:fs';
import { type CsvSeparator, LiveVerdict, VerificationReport } from '../../reports';
import { verify } from '../../verification';
import { readAs, writeText } from '../files';
import { type CommandResult, ExitCode } from '../result';
import { type Terminal, withProgress } from '../terminal';
import { declarationIn } from './declaration';
import { look, type LookOptions, type Surroundings } from './look';

const FORMATS = {
  table: (report: VerificationReport) => report.toTable(),
  json: (report: VerificationReport) => report.toJson(),
  markdown: (report: VerificationReport) => report.toMarkdown(),
  html: (report: VerificationReport) => report.toHtml(),
  csv: (report: VerificationReport, separator?: CsvSeparator) => report.toCsv(separator),
};

/** The form of a verification report. */
export type VerificationFormat = keyof typeof FORMATS;

/** The options of `pec verify`. */
export interface VerifyOptions extends LookOptions {
  readonly output: string;
  /** Keys of customers; all, if there are none. */
  readonly customer?: string[];
  readonly previous?: string;
  /** A report to render, in place of asking Azure. */
  readonly from?: string;
  readonly format: VerificationFormat;
  /** What stands between two cells of CSV. */
  readonly separator?: CsvSeparator;
  readonly write?: string;
  readonly strict?: boolean;
}

/** Does what `pec verify` is asked for. */
export async function runVerify(
  options: VerifyOptions,
  terminal: Terminal,
  surroundings: Surroundings = { env: process.env, now: new Date(), transport: {} },
): Promise<CommandResult> {
  if (options.from !== undefined) {
    return resultOf(reportIn(options.from), options);
  }
  const declared = declarationIn(options.output, options.customer);
  const previous = previousReport(options.previous);
  let doing = 'Asking Azure';
  const tell = (text: string) => {
    doing = `Asking Azure: ${text}`;
  };
  const work = look(declared, options, { ...surroundings, tell });
  const { observations, as, notes } = await withProgress(terminal, () => doing, work);
  const report = new VerificationReport(
    verify({
      ...declared,
      observations,
      as,
      notes: [...notes, ...(options.previous !== undefined && previous === undefined ? [NO_PREVIOUS] : [])],
      previous: previous?.content,
      now: surroundings.now,
    }),
  );
  return resultOf(report, options);
}

const NO_PREVIOUS = 'there is no earlier report, so what cannot be seen cannot be told from what was never visible';

/** A missing one is none: the first night has no earlier report. */
function previousReport(file: string | undefined): VerificationReport | undefined {
  return file === undefined || !existsSync(file) ? undefined : reportIn(file);
}

function reportIn(file: string): VerificationReport {
  return readAs(file, 'give what "pec verify --format json" wrote', text => VerificationReport.fromJson(text));
}

function resultOf(report: VerificationReport, { format, separator, write, strict }: VerifyOptions): CommandResult {
  const text = FORMATS[format](report, separator);
  const output = text.endsWith('\n') ? text : `${text}\n`;
  if (write !== undefined) {
    writeText(write, output);
  }
  const doubts = doubtsOf(report);
  const messages = [
    ...(write === undefined ? [] : [`${write}: ${report.summary}`]),
    ...(report.hasFault ? ['something is not as declared; the report says what, and what to do'] : []),
    ...doubts,
  ];
  const exitCode = report.hasFault
    ? ExitCode.LOSS
    : report.sawNothing || report.refusedSignIns.length > 0
      ? ExitCode.UNUSABLE
      : strict && doubts.length > 0
        ? ExitCode.LOSS
        : ExitCode.FINE;
  return { output: write === undefined ? output : '', messages, exitCode };
}

/** What nobody may overlook though it need not be wrong. */
function doubtsOf(report: VerificationReport): string[] {
  const { as, customers, identity, undeclared } = report.content;
  const [refused = 'the report says why'] = report.refusedSignIns;
  const hidden = report.notVisible.length;
  const total = customers.flatMap(({ subscriptions }) => subscriptions).length;
  return [
    ...(identity.verdict === LiveVerdict.NOT_VISIBLE
      ? [
          'NOT VERIFIED: the identity, or its link; ' +
            (as === 'reader' ? 'sign in as PEC-Automation, or take --as both' : refused),
        ]
      : []),
    ...(hidden > 0
      ? [
          `NOT VERIFIED: ${hidden} of ${total} delegations could not be seen, which is no word on whether they are there`,
        ]
      : []),
    ...(undeclared.length > 0 ? [`UNDECLARED: nobody declared ${undeclared.length} of the delegations to you`] : []),
  ];
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OutputFolder, REPORT_FILES } from '../../manifest';
import { Verdict } from '../../readiness';
import type { ReadinessReport, CsvSeparator } from '../../reports';
import { enumerate } from '../enumerate';
import { readText, writeText } from '../files';
import { type CommandResult, ExitCode, UsageError } from '../result';
import { type Terminal, withProgress } from '../terminal';
import { readReport, readReportOf } from './file';
import { appOf, runApp } from './synth-app';
import { type ReadinessView, type ReadinessViewOptions, viewOf } from './view';

const FORMATS = {
  table: (report: ReadinessReport) => report.toTable(),
  json: (report: ReadinessReport) => report.toJson(),
  markdown: (report: ReadinessReport) => report.toMarkdown(),
  html: (report: ReadinessReport) => report.toHtml(),
  csv: (report: ReadinessReport, separator?: CsvSeparator) => report.toCsv(separator),
};

/** The form of a readiness report. */
export type ReadinessFormat = keyof typeof FORMATS;

/** What {@link judgeReadiness} is asked for. */
export interface ReadinessOptions {
  readonly format: ReadinessFormat;
  /** Whether a customer of whom the declaration does not tell counts as one who does not earn. */
  readonly strict?: boolean;
  /** What stands between two cells of CSV. */
  readonly separator?: CsvSeparator;
  /** Whether verdicts in the table are coloured. */
  readonly hasColour?: boolean;
}

/** The options of `pec readiness`. */
export interface ReadinessCommandOptions extends ReadinessOptions, ReadinessViewOptions {
  readonly output: string;
  readonly write?: string;
  readonly synth?: boolean;
}

/**
 * Renders what is shown of a report, and says by the exit code whether somebody loses credit without anyone having
 * acknowledged it: whoever is shown.
 */
function judgeReadiness(
  report: ReadinessReport,
  { report: shown, messages }: ReadinessView,
  { format, strict, hasColour, separator }: ReadinessOptions,
): CommandResult {
  const text = FORMATS[format](shown, separator);
  const output = format === 'table' && hasColour ? colourVerdicts(text) : text;
  const lossy = report.customers
    .filter(({ subscriptions }) =>
      subscriptions.some(({ findings }) =>
        findings.some(
          ({ acknowledgement, needsAcknowledgement, verdict }) =>
            acknowledgement === undefined && (needsAcknowledgement || (strict && verdict === Verdict.UNKNOWN)),
        ),
      ),
    )
    .map(({ key }) => key);
  return {
    output: output.endsWith('\n') ? output : `${output}\n`,
    messages: [
      ...messages,
      ...(lossy.length === 0
        ? []
        : [
            `not accepted: ${enumerate(lossy)}; cure what the report names, or acknowledge the rule with a reason` +
              (report.isAccepted ? '' : '; synth failed, and wrote the reports only'),
          ]),
    ],
    exitCode: lossy.length === 0 ? ExitCode.FINE : ExitCode.LOSS,
  };
}

/** Does what `pec readiness` is asked for. */
export async function runReadiness(options: ReadinessCommandOptions, terminal: Terminal): Promise<CommandResult> {
  const report = options.synth ? await synthesize(options.output, terminal) : readReportOf(options.output);
  const hasColour = terminal.hasColour && options.write === undefined;
  const view = viewOf(report, options);
  const result = judgeReadiness(report, view, { ...options, hasColour });
  if (options.write === undefined) {
    return result;
  }
  writeText(options.write, result.output);
  return { ...result, output: '', messages: [`${options.write}: ${view.report.summary}`, ...result.messages] };
}

/** Runs the app, and reads what it says of readiness: that may be why it failed. */
async function synthesize(outdir: string, terminal: Terminal): Promise<ReadinessReport> {
  const app = appOf(readText('cdktf.json', 'run pec in the folder that holds it'));
  const folder = new OutputFolder(outdir);
  // What an earlier run wrote must not pass for this one's.
  folder.invalidate();
  const { succeeded, output } = await withProgress(terminal, `Synthesizing: ${app.app}`, runApp(app, outdir));
  const file = join(outdir, REPORT_FILES.json);
  if (!succeeded) {
    // Readiness may be one reason of several.
    terminal.error(output);
    const report = existsSync(file) ? readReport(file) : undefined;
    if (report && !report.isAccepted) {
      return report;
    }
    // It may have failed after its synth had ended.
    folder.invalidate();
    throw new UsageError('the app failed, and not for readiness alone; what it printed stands above');
  }
  if (!existsSync(file)) {
    throw new UsageError(`the app wrote no ${file}; it has to declare customers and call synth()`);
  }
  return readReportOf(outdir);
}

const COLOURS: Record<Verdict, number> = {
  [Verdict.EARNS]: 32,
  [Verdict.DOES_NOT_EARN]: 31,
  [Verdict.UNKNOWN]: 33,
  [Verdict.OFFBOARDED]: 90,
  [Verdict.CANNOT_EARN]: 90,
};

function colourVerdicts(table: string): string {
  const rows = new RegExp(`^(\\S.* )(${Object.values(Verdict).join('|')})$`, 'gm');
  return table.replace(
    rows,
    (_row, before: string, verdict: Verdict) => `${before}\u001b[${COLOURS[verdict]}m${verdict}\u001b[0m`,
  );
}

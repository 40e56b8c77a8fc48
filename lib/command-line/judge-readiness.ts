import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ReadinessReport, Verdict } from '../readiness';
import { readAs, readText, writeText } from './files';
import { type CommandResult, ExitCode, UsageError } from './result';
import { appOf, runApp } from './synth-app';
import { type Terminal, withProgress } from './terminal';

const FORMATS = {
  table: (report: ReadinessReport) => report.toTable(),
  json: (report: ReadinessReport) => report.toJson(),
  markdown: (report: ReadinessReport) => report.toMarkdown(),
  html: (report: ReadinessReport) => report.toHtml(),
};

/** The form of a readiness report. */
export type ReadinessFormat = keyof typeof FORMATS;

/** What {@link judgeReadiness} is asked for. */
export interface ReadinessOptions {
  readonly format: ReadinessFormat;
  /** Whether a customer of whom the declaration does not tell counts as one who does not earn. */
  readonly strict?: boolean;
  /** Whether verdicts in the table are coloured. */
  readonly hasColour?: boolean;
}

/** The options of `pec readiness`. */
export interface ReadinessCommandOptions extends ReadinessOptions {
  readonly output: string;
  readonly write?: string;
  readonly synth?: boolean;
}

/** Renders a report, and says by the exit code whether somebody loses credit without anyone having acknowledged it. */
function judgeReadiness(report: ReadinessReport, { format, strict, hasColour }: ReadinessOptions): CommandResult {
  const text = FORMATS[format](report);
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
    messages:
      lossy.length === 0
        ? []
        : [`not accepted: ${enumerate(lossy)}; cure what the report names, or acknowledge the rule with a reason`],
    exitCode: lossy.length === 0 ? ExitCode.FINE : ExitCode.LOSS,
  };
}

/** Does what `pec readiness` is asked for. */
export async function runReadiness(options: ReadinessCommandOptions, terminal: Terminal): Promise<CommandResult> {
  const file = join(options.output, 'readiness.json');
  const report = options.synth ? await synthesize(options.output, file, terminal) : readReport(file);
  const hasColour = terminal.hasColour && options.write === undefined;
  const result = judgeReadiness(report, { ...options, hasColour });
  if (options.write === undefined) {
    return result;
  }
  writeText(options.write, result.output);
  return { ...result, output: '', messages: [`${options.write}: ${report.summary}`, ...result.messages] };
}

/** Runs the app, and reads what it says of readiness: that may be why it failed. */
async function synthesize(outdir: string, file: string, terminal: Terminal): Promise<ReadinessReport> {
  const app = appOf(readText('cdktf.json', 'run pec in the folder that holds it'));
  // A report of an earlier run must not pass for this one's.
  rmSync(file, { force: true });
  const { succeeded, output } = await withProgress(terminal, `Synthesizing: ${app.app}`, runApp(app, outdir));
  if (!succeeded) {
    // Readiness may be one reason of several.
    terminal.error(output);
  }
  const report = existsSync(file) ? readReport(file) : undefined;
  if (report === undefined || (!succeeded && report.isAccepted)) {
    throw new UsageError(
      succeeded
        ? `the app wrote no ${file}; it has to declare customers and call synth()`
        : 'the app failed, and not for readiness alone; what it printed stands above',
    );
  }
  return report;
}

function readReport(file: string): ReadinessReport {
  const cure = 'synthesize first (--synth), or name the folder of the output with --output';
  return readAs(file, cure, text => ReadinessReport.fromJson(text));
}

const COLOURS: Record<Verdict, number> = {
  [Verdict.EARNS]: 32,
  [Verdict.DOES_NOT_EARN]: 31,
  [Verdict.UNKNOWN]: 33,
  [Verdict.LEFT]: 90,
};

function colourVerdicts(table: string): string {
  const rows = new RegExp(`^(\\S.* )(${Object.values(Verdict).join('|')})$`, 'gm');
  return table.replace(
    rows,
    (_row, before: string, verdict: Verdict) => `${before}\u001b[${COLOURS[verdict]}m${verdict}\u001b[0m`,
  );
}

function enumerate(keys: string[]): string {
  const shown = keys.slice(0, 10).join(', ');
  return keys.length > 10 ? `${shown} and ${keys.length - 10} more` : shown;
}

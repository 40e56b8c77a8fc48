import { JointReport } from '../../reports';
import { writeText } from '../files';
import {
  doubtsOf,
  type JudgedFilesOptions,
  oldMessage,
  readConfirmations,
  readReadiness,
  readVerification,
} from '../judged-files';
import { viewOf } from '../readiness/view';
import { type CommandResult, ExitCode } from '../result';

/** The options of `pec report`. */
export interface ReportOptions extends JudgedFilesOptions {
  readonly write?: string;
  /** The `readiness.json` of an earlier day. */
  readonly previous?: string;
}

/** Does what `pec report` is asked for. */
export function runReport(options: ReportOptions): CommandResult {
  const readiness = readReadiness(options);
  const view = viewOf(readiness.report, { previous: options.previous });
  const verification = readVerification(options);
  const confirmations = readConfirmations(options);
  const page = new JointReport({
    readiness: view.report,
    readinessSha256: readiness.declaration.sha256,
    readinessTrust: readiness.declaration.trust,
    verification: verification?.content,
    confirmations: confirmations.map(({ content }) => content),
  }).toHtml();
  const judged = [
    ...(verification === undefined ? [] : [{ file: verification.file, of: verification.content.readinessSha256 }]),
    ...confirmations.map(({ file, content }) => ({ file, of: content.readiness.sha256 })),
  ];
  const old = judged.filter(({ of }) => of !== readiness.declaration.sha256);
  const messages = [...view.messages, ...doubtsOf(readiness), ...old.map(({ file }) => oldMessage(file))];
  if (options.write === undefined) {
    return { output: page, messages, exitCode: ExitCode.FINE };
  }
  writeText(options.write, page);
  const beside = [readiness.file, ...judged.map(({ file }) => file)].join(', ');
  return { output: '', messages: [...messages, `${options.write}: made of ${beside}`], exitCode: ExitCode.FINE };
}

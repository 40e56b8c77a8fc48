import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  confirm,
  dayFirstSources,
  dayOf,
  type Days,
  daysOfMonth,
  findSources,
  type FormatId,
  isoOf,
  Ledger,
  readPriceList,
  readSource,
  thinMonths,
} from '../../billing';
import {
  type ConfirmationDocument,
  ConfirmationReport,
  type CsvSeparator,
  JointReport,
  NOBODY_EARNED,
  withLiveEvidence,
} from '../../reports';
import { enumerate } from '../enumerate';
import { writeParts } from '../files';
import { doubtsOf, oldMessage, readReadiness, readVerification } from '../judged-files';
import { type CommandResult, ExitCode, UsageError } from '../result';
import { type Terminal, withProgress } from '../terminal';
import { type Declared, declaredIn } from './declared';
import { type FetchOptions, usageToFetch } from './fetch-options';
import type { FetchSurroundings, withFetchedUsage } from './fetch-usage';

/** The text of each form, in parts where it may be large. */
const FORMATS = {
  table: (report: ConfirmationReport) => [report.toTable()],
  json: (report: ConfirmationReport) => report.toJsonParts(),
  markdown: (report: ConfirmationReport) => [report.toMarkdown()],
  csv: (report: ConfirmationReport, _page: JointReport, separator?: CsvSeparator) => [report.toCsv(separator)],
  html: (_report: ConfirmationReport, page: JointReport) => [page.toHtml()],
};

/** The form of a confirmation. */
export type ConfirmationFormat = keyof typeof FORMATS;

/** The options of `pec confirm`. */
export interface ConfirmCommandOptions extends FetchOptions {
  readonly output: string;
  readonly readiness?: string;
  readonly verification?: string;
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
  readonly priceList?: string;
  readonly source?: FormatId;
  readonly toleranceDays: number;
  /** In percent. */
  readonly failBelow?: number;
  readonly resources?: boolean;
  readonly format: ConfirmationFormat;
  readonly separator?: CsvSeparator;
  readonly write?: string;
}

/** Does what `pec confirm` is asked for. */
export async function runConfirm(
  files: string[],
  options: ConfirmCommandOptions,
  terminal: Terminal,
  surroundings: FetchSurroundings = { env: process.env, transport: {}, pause },
): Promise<CommandResult> {
  const usages = usageToFetch(options);
  if (files.length + usages.length === 0) {
    throw new UsageError('name a file or a folder of usage, or fetch it with --fetch');
  }
  const readiness = readReadiness(options);
  const declared = declaredIn(readiness);
  const verification = readVerification(options);
  const isOld = verification !== undefined && verification.content.readinessSha256 !== readiness.declaration.sha256;
  const read = (folders: string[]) => readLedger([...files, ...folders], options, terminal);
  const request = { usages, readiness: readiness.file, keep: options.keep };
  const ledger = await (usages.length === 0 ? read([]) : fetched(request, terminal, surroundings, read));
  const confirmed = confirm(ledger, {
    customers: declared.customers,
    readiness: readiness.declaration,
    days: daysAskedFor(options, ledger),
    toleranceDays: options.toleranceDays,
    withResources: options.resources ?? false,
  });
  const document = verification === undefined ? confirmed : withLiveEvidence(confirmed, verification.content, isOld);
  const report = new ConfirmationReport(document);
  const page = new JointReport({
    readiness: readiness.report,
    readinessSha256: readiness.declaration.sha256,
    readinessTrust: readiness.declaration.trust,
    verification: verification?.content,
    confirmations: [document],
  });
  const output = FORMATS[options.format](report, page, options.separator);
  const losses = lossesOf(document, options);
  const result = {
    output: options.write === undefined ? [...output].join('') : '',
    messages: [
      ...losses,
      ...doubtsOf(readiness),
      ...(isOld ? [oldMessage(verification.file)] : []),
      ...notesOn(declared, ledger),
    ],
    exitCode: losses.length > 0 ? ExitCode.LOSS : ExitCode.FINE,
  };
  if (options.write === undefined) {
    return result;
  }
  writeParts(options.write, output);
  return { ...result, messages: [...result.messages, `${options.write}: ${report.summary}`] };
}

/** Loaded when something is fetched, with what it needs to ask Azure. */
const fetched: typeof withFetchedUsage = async (...args) => (await import('./fetch-usage')).withFetchedUsage(...args);

const pause = (seconds: number) => setTimeout(seconds * 1000);

async function readLedger(
  files: string[],
  { source, priceList }: ConfirmCommandOptions,
  terminal: Terminal,
): Promise<Ledger> {
  const ledger = new Ledger();
  let progress = 'Reading';
  const read = async () => {
    const thirdPartyMeters = priceList === undefined ? undefined : await readPriceList(priceList);
    const onProgress = (file: string, rows: number) => {
      progress = `Reading ${basename(file)}, ${rows.toLocaleString('en-US')} rows`;
    };
    for (const found of await findSources(files)) {
      await readSource(found, ledger, { only: source, thirdPartyMeters, onProgress });
    }
  };
  // Where nobody watches, stderr is for what is wrong.
  await (terminal.isWatched ? withProgress(terminal, () => progress, read()) : read());
  return ledger;
}

/** The days that the options name; undefined if they name none. */
function daysAskedFor({ month, from, to }: ConfirmCommandOptions, ledger: Ledger): Days | undefined {
  if (month !== undefined) {
    return daysOfMonth(month) ?? unusable('--month', month, 'a month such as 2026-10');
  }
  const all = ledger.days;
  if (all === undefined || (from === undefined && to === undefined)) {
    return undefined;
  }
  const day = (option: string, text: string) => dayOf(text) ?? unusable(option, text, 'a day such as 2026-10-31');
  const days = {
    from: from === undefined ? all.from : day('--from', from),
    to: to === undefined ? all.to : day('--to', to),
  };
  if (days.from > days.to) {
    throw new UsageError(`there is no day from ${isoOf(days.from)} to ${isoOf(days.to)}`);
  }
  return days;
}

function unusable(option: string, text: string, expected: string): never {
  throw new UsageError(`${option} ${text}: expected ${expected}`);
}

/** What makes the command end with 1, the worst first. */
function lossesOf({ nobodyEarned, customers, totals }: ConfirmationDocument, { failBelow }: ConfirmCommandOptions) {
  const alarms = customers.filter(({ isAlarm }) => isAlarm).map(({ key }) => key);
  const below = totals.filter(
    ({ coverage }) => failBelow !== undefined && coverage !== null && Number(coverage) < failBelow / 100,
  );
  return [
    ...(nobodyEarned ? [NOBODY_EARNED] : []),
    ...(alarms.length > 0
      ? [
          `${enumerate(alarms)}: credit was lost that should have been earned; the report says why, and since when. ` +
            'Cure it, or acknowledge it in the file of customers (rule credit-lost)',
        ]
      : []),
    ...below.map(
      ({ currency, coverage }) =>
        `of the credit in ${currency} ${percentOf(coverage ?? '')} was earned, less than ${failBelow} %`,
    ),
  ];
}

function notesOn({ selection, unknown, byPolicy }: Declared, ledger: Ledger): string[] {
  return [
    ...dayFirstSources(ledger).map(
      ({ source, days, months }) =>
        `${basename(source)} holds ${days === 1 ? 'one day' : `${days} days`} of each of ${months} months: if its dates ` +
        'begin with the day, they were read wrongly, month first; download the file again, in English, and do not save ' +
        'it with Excel',
    ),
    ...thinMonths(ledger).map(
      ({ source, month, days, of }) =>
        `${basename(source)} holds ${days} of the ${of} days of ${month}, and no other file has more: a day that is ` +
        'missing counts as one without usage',
    ),
    ...(selection === undefined
      ? []
      : [`the readiness report holds only what ${selection} selects; everybody else counts as undeclared`]),
    ...(unknown.length > 0
      ? [`${enumerate(unknown)}: only Terraform knows a subscription of theirs, so no bill can be compared with it`]
      : []),
    ...(byPolicy.length > 0
      ? [
          `${enumerate(byPolicy)}: a policy delegates what is below a management group, and no bill says what that is; ` +
            'what earned of their tenants is judged, the rest is shown and is no alarm',
        ]
      : []),
  ];
}

function percentOf(coverage: string): string {
  return `${(Number(coverage) * 100).toFixed(2)} %`;
}

import { existsSync, readFileSync, statSync } from 'node:fs';
import { DeclarationError, type Fault, faultText, MOST_SHOWN } from '../../declaration';
import {
  columnMapOf,
  customersInAzure,
  type FoundCustomer,
  imported,
  type ImportedFile,
  type ImportOptions as HowToImport,
  type ListFile,
  offersSource,
  ProgramText,
  readLists,
  valueMapOf,
} from '../../import';
import { entriesOf, PortfolioFile } from '../../portfolio';
import { readText, writeText } from '../files';
import { flagOf } from '../options';
import { type CommandResult, ExitCode, readingOf, UsageError } from '../result';
import { type Terminal, withProgress } from '../terminal';
import type { Surroundings } from '../verify/look';
import { type AzureLook, type AzureOptions, lookInAzure, lookInFiles, managingTenantIn } from './azure';

/** The options of `pec import`. */
export interface ImportOptions extends AzureOptions {
  readonly from?: 'azure';
  readonly map?: string[];
  readonly mapValue?: string[];
  readonly offer?: string;
  readonly encoding?: string;
  readonly write?: string;
  readonly offers?: string;
  readonly dryRun?: boolean;
  readonly partial?: boolean;
}

/** The largest list that is read, in bytes. */
const LARGEST_LIST = 50_000_000;

/** What a new file is called where nobody says. */
const STANDARD_NAME = 'customers.yaml';

/** Which options go with which sources alone. */
const ONLY_WITH: Record<'lists' | 'json' | 'azure', readonly (keyof ImportOptions)[]> = {
  lists: ['map', 'mapValue', 'offer', 'encoding'],
  json: ['offers', 'automation', 'cloud'],
  azure: ['offers', 'automation', 'cloud', 'concurrency'],
};

/** What each source is called in a message. */
const SOURCES = { lists: 'lists', json: '--from-json', azure: '--from azure' };

/**
 * Does what `pec import` is asked for.
 *
 * @throws UsageError if it is asked for what does not go together, or something cannot be read
 */
export async function runImport(
  names: string[],
  options: ImportOptions,
  terminal: Terminal,
  surroundings: Surroundings = { env: process.env, now: new Date(), transport: {} },
): Promise<CommandResult> {
  const given = {
    lists: names.length > 0,
    json: options.fromJson !== undefined,
    azure: options.from !== undefined,
  };
  const [source, another] = SOURCE_NAMES.filter(name => given[name]);
  if (source === undefined || another !== undefined) {
    throw new UsageError(
      'import needs one source: lists such as customers.csv, --from azure, or --from-json with files',
    );
  }
  inspectOptions(source, options);
  try {
    const file = fileAt(options.write);
    if (source === 'lists') {
      return fromLists(names, file, options, surroundings);
    }
    return await fromAzure(await looked(source, options, terminal, surroundings), file, options);
  } catch (error) {
    if (error instanceof DeclarationError) {
      return refusal(error);
    }
    throw error;
  }
}

const SOURCE_NAMES = ['lists', 'json', 'azure'] as const;

/** Refuses options that would be ignored. */
function inspectOptions(source: keyof typeof ONLY_WITH, options: ImportOptions): void {
  const others = SOURCE_NAMES.flatMap(name => ONLY_WITH[name]).filter(option => !ONLY_WITH[source].includes(option));
  const [ignored] = others.filter(option => options[option] !== undefined);
  if (ignored !== undefined) {
    const where = SOURCE_NAMES.filter(name => ONLY_WITH[name].includes(ignored)).map(name => SOURCES[name]);
    throw new UsageError(`${flagOf(ignored)} goes with ${where.join(' and ')} only; leave it out`);
  }
}

/** A file that is wrong, whoever made it so: nothing is written, and its faults are lines. */
function refusal({ message, faults }: DeclarationError): CommandResult {
  const [head] = message.split(':\n');
  return {
    output: '',
    messages: [...faultLines(faults), `${head}; nothing was written`],
    exitCode: ExitCode.UNUSABLE,
  };
}

async function looked(
  source: 'json' | 'azure',
  options: ImportOptions,
  terminal: Terminal,
  surroundings: Surroundings,
): Promise<AzureLook> {
  if (source === 'json') {
    return lookInFiles(options);
  }
  let doing = 'Asking Azure';
  const tell = (text: string) => {
    doing = `Asking Azure: ${text}`;
  };
  return withProgress(terminal, () => doing, lookInAzure(options, { ...surroundings, tell }));
}

/** @throws DeclarationError if the file is wrong already: what is added to it could not be told from that */
function fileAt(path: string | undefined): PortfolioFile | undefined {
  const file = path !== undefined && existsSync(path) ? PortfolioFile.read(path, true) : undefined;
  if (file !== undefined && file.faults.length > 0) {
    throw new DeclarationError(file.name, file.faults);
  }
  return file;
}

function fromLists(
  names: string[],
  file: PortfolioFile | undefined,
  options: ImportOptions,
  { env }: Surroundings,
): CommandResult {
  const { map = [], mapValue = [], encoding, offer } = options;
  const lists = readingOf('', () => {
    const how = { columns: columnMapOf(map), values: valueMapOf(mapValue), encoding, offer };
    return readLists(names.map(listIn), how);
  });
  const { tenants } = lists;
  return written(lists, file, options, { tenants, program: { managingTenantId: managingTenantIn(options, env) } })
    .result;
}

function listIn(name: string): ListFile {
  const isStdin = name === '-';
  return readingOf(`${isStdin ? 'stdin' : name} cannot be read: `, () => {
    if (!isStdin && statSync(name).size > LARGEST_LIST) {
      throw new Error('it is larger than 50 MB; split the list up');
    }
    return { name: isStdin ? 'stdin' : name, bytes: readFileSync(isStdin ? 0 : name) };
  });
}

async function fromAzure(
  look: AzureLook,
  file: PortfolioFile | undefined,
  options: ImportOptions,
): Promise<CommandResult> {
  const { unread, sight } = look;
  const place = options.offers;
  const present = place !== undefined && existsSync(place) ? readText(place, 'give a file of TypeScript') : undefined;
  const takenNames = new ProgramText(present ?? '').keys;
  const found = customersInAzure({ ...sight, takenNames }, entriesOf(file?.content));
  const end =
    `seen ${counted(found.seen, 'delegation')}; ${counted(unread.length, 'subscription')} could not be read` +
    (unread.length === 0 ? '' : `, which says nothing of them: ${unread.slice(0, MOST_SHOWN).join(', ')}`);
  if (found.seen === 0) {
    const messages = [
      ...look.notes,
      end,
      'nothing was seen, so nothing is written: what you may not see is not absent',
    ];
    return { output: '', messages, exitCode: ExitCode.UNUSABLE };
  }
  const { program } = found;
  const how = { isFromAzure: true, unread: new Set(unread), program };
  const { result, added: adopted } = writtenOrRefused(found, file, options, how);
  const used = new Set([...adopted].map(({ offer }) => offer));
  const added = found.offers.filter(({ key }) => used.has(key));
  const offers = added.length === 0 ? '' : offersSource(added, await look.tenantWith(found), present);
  const isRefused = result.exitCode === ExitCode.UNUSABLE && options.dryRun !== true;
  const isNewFile = place !== undefined && present === undefined && options.dryRun !== true;
  if (offers !== '' && isNewFile && !isRefused) {
    writeText(place, offers);
  }
  return {
    output: result.output + (isNewFile || isRefused ? '' : offers),
    messages: [
      ...look.notes,
      ...result.messages,
      ...(offers !== '' && present !== undefined ? [`${place} is left as it is; what is new is printed`] : []),
      ...(adopted.size > 0 ? [LET_GO] : []),
      end,
    ],
    exitCode: result.exitCode === ExitCode.FINE && look.isCut ? ExitCode.LOSS : result.exitCode,
  };
}

const LET_GO =
  'if other Terraform holds one of these delegations, let it go there first, with removed blocks that say destroy = ' +
  'false, or the two would fight: docs/guides/import.md';

/** What was found, wherever. */
interface Found {
  readonly customers: readonly FoundCustomer[];
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
}

/** Writes what was found, or says what would change. */
function written(
  found: Found,
  file: PortfolioFile | undefined,
  { write, dryRun, partial }: ImportOptions,
  how: HowToImport,
): Pick<ImportedFile, 'added'> & { readonly result: CommandResult } {
  const name = write ?? STANDARD_NAME;
  const after = imported(file, name, found.customers, how);
  const faults = [...found.faults, ...after.faults];
  const isRefused = faults.length > 0 && partial !== true;
  if (dryRun !== true && !isRefused && write !== undefined && after.text !== (file?.text ?? '')) {
    writeText(write, `${file?.isMarked ? '\ufeff' : ''}${after.text}`);
  }
  const output = dryRun === true ? after.difference : isRefused || write !== undefined ? '' : after.text;
  const messages = [
    ...shortened([...found.notes, ...after.notes]),
    ...faultLines(faults),
    summaryOf(name, after, faults.length, { isKept: dryRun === true || isRefused, isPrinted: write === undefined }),
  ];
  const exitCode = isRefused ? ExitCode.UNUSABLE : faults.length > 0 ? ExitCode.LOSS : ExitCode.FINE;
  return { result: { output, messages, exitCode }, added: after.added };
}

/** The same where a file that is wrong is no end: what was seen is told all the same. */
function writtenOrRefused(...given: Parameters<typeof written>): ReturnType<typeof written> {
  try {
    return written(...given);
  } catch (error) {
    if (error instanceof DeclarationError) {
      return { result: refusal(error), added: new Set() };
    }
    throw error;
  }
}

function faultLines(faults: readonly Fault[]): string[] {
  return shortened(faults.map(faultText));
}

/** As many lines as anybody reads. */
function shortened(lines: readonly string[]): string[] {
  const rest = lines.length - MOST_SHOWN;
  return [...lines.slice(0, MOST_SHOWN), ...(rest > 0 ? [`and ${rest.toLocaleString('en')} more`] : [])];
}

function summaryOf(
  name: string,
  { gains }: ImportedFile,
  faults: number,
  { isKept, isPrinted }: { readonly isKept: boolean; readonly isPrinted: boolean },
): string {
  const parts = [
    ...(gains.customers > 0 ? [counted(gains.customers, 'customer')] : []),
    ...(gains.subscriptions > 0 ? [`${counted(gains.subscriptions, 'subscription')} of known customers`] : []),
    ...(gains.names > 0 ? [counted(gains.names, 'changed name')] : []),
  ];
  const what = parts.length === 0 ? 'nothing new' : parts.join(', ');
  const done = `${name} ${isKept || isPrinted ? 'would have' : 'has'} ${what}`;
  return faults === 0 ? done : `${done}; ${counted(faults, 'fault')}${isKept ? CURE : ''}`;
}

const CURE = ': correct what is wrong, or take --partial to leave that out';

function counted(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

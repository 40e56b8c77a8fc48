import { existsSync, readFileSync, statSync } from 'node:fs';
import { DeclarationError, type Fault, faultText, MOST_SHOWN } from '../declaration';
import {
  columnMapOf,
  customersInAzure,
  type FoundCustomer,
  imported,
  type ImportedFile,
  type ListFile,
  type MergeOptions,
  offersSource,
  readLists,
  valueMapOf,
} from '../import';
import { entriesOf, PortfolioFile } from '../portfolio';
import { writeText } from './files';
import { type AzureLook, type AzureOptions, lookInAzure, lookInFiles } from './import-azure';
import { type CommandResult, ExitCode, readingOf, UsageError } from './result';
import { type Terminal, withProgress } from './terminal';
import type { Surroundings } from './verify-look';

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

/** Does what `pec import` is asked for. */
export async function runImport(
  names: string[],
  options: ImportOptions,
  terminal: Terminal,
  surroundings: Surroundings = { env: process.env, now: new Date(), transport: {} },
): Promise<CommandResult> {
  const sources = [names.length > 0, options.from !== undefined, options.fromJson !== undefined].filter(Boolean);
  if (sources.length !== 1) {
    throw new UsageError(
      'import needs one source: lists such as customers.csv, --from azure, or --from-json with files',
    );
  }
  const file = fileAt(options.write);
  if (options.fromJson !== undefined) {
    return fromAzure(lookInFiles(options), file, options);
  }
  if (options.from === undefined) {
    return fromLists(names, file, options);
  }
  let doing = 'Asking Azure';
  const tell = (text: string) => {
    doing = `Asking Azure: ${text}`;
  };
  const look = lookInAzure(options, { ...surroundings, tell });
  return fromAzure(await withProgress(terminal, () => doing, look), file, options);
}

/** @throws UsageError if the file is wrong already: what is added to it could not be told from that */
function fileAt(path: string | undefined): PortfolioFile | undefined {
  return readingOf('', () => {
    const file = path !== undefined && existsSync(path) ? PortfolioFile.read(path, true) : undefined;
    if (file !== undefined && file.faults.length > 0) {
      throw new DeclarationError(file.name, file.faults);
    }
    return file;
  });
}

function fromLists(names: string[], file: PortfolioFile | undefined, options: ImportOptions): CommandResult {
  const { map = [], mapValue = [], encoding, offer } = options;
  const lists = readingOf('', () => {
    const how = { columns: columnMapOf(map), values: valueMapOf(mapValue), encoding, offer };
    return readLists(names.map(listIn), how);
  });
  return written(lists, file, options);
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
  const found = customersInAzure(look.sight, entriesOf(file?.content));
  const result = written(found, file, options, { renames: false });
  const offers = found.offers.length === 0 ? '' : offersSource(found.offers, await look.tenantWith(found));
  const isWritten = result.exitCode !== ExitCode.UNUSABLE && options.dryRun !== true;
  const place = options.offers;
  const isNewFile = place !== undefined && !existsSync(place);
  if (offers !== '' && isWritten && isNewFile) {
    writeText(place, offers);
  }
  const { seen, customers } = found;
  const { unread } = look;
  const adopts = customers.some(({ subscriptions }) => subscriptions.some(({ isDeclared }) => isDeclared === false));
  return {
    output: result.output + (isWritten && isNewFile ? '' : offers),
    messages: [
      ...look.notes,
      ...result.messages,
      ...(offers !== '' && place !== undefined && !isNewFile
        ? [`${place} is left as it is; what is new is printed`]
        : []),
      ...(adopts ? [LET_GO] : []),
      `seen ${counted(seen, 'delegation')}; ${counted(unread.length, 'subscription')} could not be read` +
        (unread.length === 0 ? '' : `, which says nothing of them: ${unread.slice(0, MOST_SHOWN).join(', ')}`),
    ],
    exitCode: seen === 0 ? ExitCode.UNUSABLE : result.exitCode,
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
  how?: MergeOptions,
): CommandResult {
  const name = write ?? STANDARD_NAME;
  const result = readingOf('', () => imported(file, name, found.customers, how));
  const faults = [...found.faults, ...result.faults];
  const notes = [...found.notes, ...result.notes];
  const isRefused = faults.length > 0 && partial !== true;
  if (dryRun !== true && !isRefused && write !== undefined && result.text !== file?.text) {
    writeText(write, result.text);
  }
  const output = dryRun === true ? result.difference : isRefused || write !== undefined ? '' : result.text;
  return {
    output,
    messages: [...notes, ...faultLines(faults), summaryOf(name, result, faults.length, dryRun === true || isRefused)],
    exitCode: isRefused ? ExitCode.UNUSABLE : faults.length > 0 ? ExitCode.LOSS : ExitCode.FINE,
  };
}

function faultLines(faults: readonly Fault[]): string[] {
  const rest = faults.length - MOST_SHOWN;
  return [...faults.slice(0, MOST_SHOWN).map(faultText), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

function summaryOf(name: string, { gains }: ImportedFile, faults: number, isKept: boolean): string {
  const parts = [
    ...(gains.customers > 0 ? [counted(gains.customers, 'customer')] : []),
    ...(gains.subscriptions > 0 ? [`${counted(gains.subscriptions, 'subscription')} of known customers`] : []),
    ...(gains.names > 0 ? [counted(gains.names, 'changed name')] : []),
  ];
  const what = parts.length === 0 ? 'nothing new' : parts.join(', ');
  const done = `${name} ${isKept ? 'would have' : 'has'} ${what}`;
  return faults === 0 ? done : `${done}; ${counted(faults, 'fault')}${isKept ? CURE : ''}`;
}

const CURE = ': correct what is wrong, or take --partial to leave that out';

function counted(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

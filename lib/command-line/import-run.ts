import { existsSync, readFileSync, statSync } from 'node:fs';
import { DeclarationError, type Fault, faultText, MOST_SHOWN } from '../declaration';
import {
  columnMapOf,
  imported,
  type ImportedFile,
  type ListFile,
  readLists,
  type ReadLists,
  valueMapOf,
} from '../import';
import { PortfolioFile } from '../portfolio';
import { writeText } from './files';
import { type CommandResult, ExitCode, readingOf, UsageError } from './result';

/** The options of `pec import`. */
export interface ImportOptions {
  readonly map?: string[];
  readonly mapValue?: string[];
  readonly offer?: string;
  readonly encoding?: string;
  readonly write?: string;
  readonly dryRun?: boolean;
  readonly partial?: boolean;
}

/** The largest list that is read, in bytes. */
const LARGEST_LIST = 50_000_000;

/** What a new file is called where nobody says. */
const STANDARD_NAME = 'customers.yaml';

/** Does what `pec import` is asked for. */
export function runImport(names: string[], options: ImportOptions): CommandResult {
  if (names.length === 0) {
    throw new UsageError('there is nothing to import; name a list of customers, such as customers.csv');
  }
  const { map = [], mapValue = [], encoding, offer } = options;
  const lists = readingOf('', () => {
    const how = { columns: columnMapOf(map), values: valueMapOf(mapValue), encoding, offer };
    return readLists(names.map(listIn), how);
  });
  return written(lists, options);
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

/** Writes what was found, or says what would change. */
function written(found: ReadLists, { write, dryRun, partial }: ImportOptions): CommandResult {
  const name = write ?? STANDARD_NAME;
  const file = readingOf('', () => (write !== undefined && existsSync(write) ? soundFile(write) : undefined));
  const result = readingOf('', () => imported(file, name, found.customers));
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

/** @throws DeclarationError if the file is wrong already: what is added to it could not be told from that */
function soundFile(path: string): PortfolioFile {
  const file = PortfolioFile.read(path);
  if (file.faults.length > 0) {
    throw new DeclarationError(file.name, file.faults);
  }
  return file;
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

const CURE = ': correct the list, or take --partial to leave these rows out';

function counted(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

import { Option } from 'commander';
import type { CsvSeparator } from '../reports';

const NAMES: CsvSeparator[] = ['comma', 'semicolon'];

/** The option by which CSV is what the Excel of a language opens. */
export function separatorOption(): Option {
  return new Option('--separator <name>', 'what stands between two cells of CSV').choices(NAMES).default('comma');
}

/** Collects an option that may be repeated. Not commander's variadic options, which swallow arguments after them. */
export function collect(value: string, values: string[] | undefined): string[] {
  return [...(values ?? []), value];
}

/** How somebody writes an option of which commander has made the name of a property. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

import { Option } from 'commander';
import type { CsvSeparator } from '../reports';

const NAMES: CsvSeparator[] = ['comma', 'semicolon'];

/** The option by which CSV is what the Excel of a language opens. */
export function separatorOption(): Option {
  return new Option('--separator <name>', 'what stands between two cells of CSV').choices(NAMES).default('comma');
}

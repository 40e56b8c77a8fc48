import { type Command, InvalidArgumentError } from 'commander';
import type { ImportOptions } from './import-run';
import type { CommandResult } from './result';
import { collect } from './stacks';

/** Adds `pec import`. */
export function addImport(program: Command, end: (result: CommandResult) => void): void {
  program
    .command('import [file...]')
    .summary('make a file of customers from lists')
    .description(
      'Reads lists of customers and subscriptions (CSV, TSV, or "-" for stdin) and writes a file of customers, or adds ' +
        'to one: nothing in it is removed, and keys never change. Ends with 2 and writes nothing if something cannot ' +
        'be used; with --partial the rest is written, and it ends with 1.',
    )
    .option(
      '--map <field=column>',
      'which column holds a field, such as name="Customer name"; may be repeated',
      collect,
    )
    .option('--map-value <field:value=meaning>', 'what a value means, such as status:Suspended=offboarded', collect)
    .option('--offer <name>', 'the offer of rows that name none')
    .option('--encoding <name>', 'of the lists, such as windows-1250; by default told by their bytes', encoding)
    .option('--write <file>', 'the file of customers, YAML or JSON; stdout stays empty')
    .option('--dry-run', 'print what would change, and write nothing')
    .option('--partial', 'write the rest where something cannot be used')
    .action(async (files: string[], options: ImportOptions) => {
      // Loaded here, because it loads cdktf, which most of the other commands do without.
      const { runImport } = await import('./import-run');
      end(runImport(files, options));
    });
}

function encoding(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    throw new InvalidArgumentError('expected an encoding such as windows-1250');
  }
}

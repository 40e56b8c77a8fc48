import { type Command, InvalidArgumentError, Option } from 'commander';
import { isGuid } from '../../azure';
import { collect } from '../options';
import type { CommandResult } from '../result';
import type { Terminal } from '../terminal';
import { atATime } from '../verify/verify';
import type { ImportOptions } from './run';

/** Adds `pec import`. */
export function addImport(program: Command, terminal: Terminal, end: (result: CommandResult) => void): void {
  program
    .command('import [file...]')
    .summary('make a file of customers from lists, or from what is delegated in Azure')
    .description(
      'Reads lists of customers and subscriptions (CSV, TSV, or "-" for stdin), or the delegations to your tenant, and ' +
        'writes a file of customers, or adds to one: nothing in it is removed, and keys never change. Ends with 2 and ' +
        'writes nothing if something cannot be used; with --partial the rest is written, and it ends with 1.',
    )
    .addOption(new Option('--from <where>', 'ask Azure, by read-only calls, as pec verify does').choices(['azure']))
    .option('--from-json <file...>', 'read what "az graph query" or "az rest" printed of delegations')
    .option('--write <file>', 'the file of customers, YAML or JSON; stdout stays empty')
    .option('--offers <file>', 'write the offers that were found as TypeScript; one that exists is left as it is')
    .option('--dry-run', 'print what would change, and write nothing')
    .option('--partial', 'write the rest where something cannot be used')
    .option(
      '--map <field=column>',
      'which column holds a field, by its name or number, such as name="Customer name"; may be repeated',
      collect,
    )
    .option('--map-value <field:value=meaning>', 'what a value means, such as status:Suspended=offboarded', collect)
    .option('--offer <name>', 'the offer of rows that name none')
    .option('--encoding <name>', 'of the lists, such as windows-1250; by default told by their bytes', encoding)
    .option('--automation <id>', 'the object id of PEC-Automation; by default told by its name in delegations', guid)
    .option('--managing-tenant <id>', 'your tenant; by default ARM_TENANT_ID', guid)
    .addOption(new Option('--cloud <name>', 'where the customers are').choices(['public', 'us-government', 'china']))
    .addOption(new Option('--concurrency <n>', 'how many requests at a time (default: 8)').argParser(atATime))
    .action(async (files: string[], options: ImportOptions) => {
      // Loaded here, because it loads cdktf, which most of the other commands do without.
      const { runImport } = await import('./run');
      end(await runImport(files, options, terminal));
    });
}

function encoding(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    throw new InvalidArgumentError('expected an encoding such as windows-1250');
  }
}

/** @throws InvalidArgumentError unless it is a GUID */
export function guid(text: string): string {
  if (!isGuid(text)) {
    throw new InvalidArgumentError('expected a GUID');
  }
  return text.toLowerCase();
}

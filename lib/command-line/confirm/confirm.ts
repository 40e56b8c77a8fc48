import { type Command, InvalidArgumentError, Option } from 'commander';
import { separatorOption } from '../options';
import type { CommandResult } from '../result';
import type { Terminal } from '../terminal';
import { addFetchOptions } from './fetch-options';
import type { ConfirmationFormat, ConfirmCommandOptions } from './run';

const FORMATS: ConfirmationFormat[] = ['table', 'json', 'markdown', 'csv', 'html'];

/** The forms of billing files, as `--source` takes them. */
const SOURCES = ['daily-rated', 'partner-center-api', 'graph', 'cost-details', 'focus'];

/** Adds `pec confirm`. */
export function addConfirm(program: Command, terminal: Terminal, end: (result: CommandResult) => void): void {
  const command = program
    .command('confirm [file...]')
    .summary('say which customers earned, by Microsoft’s bill, and what was lost')
    .description(
      'Compares the readiness report that synth wrote with usage files of Partner Center, Microsoft Graph or Cost ' +
        'Management: files, manifests, folders of them, or "-" for stdin; or with what --fetch fetches. Ends with 1 if a ' +
        'customer who should earn lost credit and nobody acknowledged that.',
    );
  addFetchOptions(command)
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .option('--readiness <file>', 'the readiness report, if it is not in that folder')
    .option('--verification <file>', 'what Azure had; by default verification.json of that folder, if it is there')
    .addOption(new Option('--month <month>', 'only the days of a month, such as 2026-10').conflicts(['from', 'to']))
    .option('--from <day>', 'only days since this one, such as 2026-10-15')
    .option('--to <day>', 'only days up to this one')
    .option('--price-list <file>', 'the Azure plan price list (CSV): what it tags "Third Party" cannot earn')
    .addOption(new Option('--source <form>', 'read only files of this form').choices(SOURCES))
    .option('--tolerance-days <days>', 'how many days at the end may be pending', toCount, 3)
    .option('--fail-below <percent>', 'end with 1 if less of the credit was earned', toPercent)
    .option('--resources', 'name the resources that did not earn')
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMATS).default('table'))
    .addOption(separatorOption())
    .option('--write <file>', 'write the report into a file; stdout stays empty')
    .action(async (files: string[], options: ConfirmCommandOptions) => {
      // Loaded here, because it loads cdktf, which most of the other commands do without.
      const { runConfirm } = await import('./run');
      end(await runConfirm(files, options, terminal));
    });
}

function toCount(text: string): number {
  if (!/^\d{1,3}$/.test(text)) {
    throw new InvalidArgumentError('expected a number of days, such as 3');
  }
  return Number(text);
}

function toPercent(text: string): number {
  if (!/^\d{1,3}(?:\.\d{1,4})?$/.test(text) || Number(text) > 100) {
    throw new InvalidArgumentError('expected a percentage, such as 95');
  }
  return Number(text);
}

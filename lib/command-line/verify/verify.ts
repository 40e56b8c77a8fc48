import { type Command, InvalidArgumentError, Option } from 'commander';
import { collect, separatorOption } from '../options';
import type { CommandResult } from '../result';
import type { Terminal } from '../terminal';
import type { VerificationFormat, VerifyOptions } from './run';

const FORMATS: VerificationFormat[] = ['table', 'json', 'markdown', 'html', 'csv'];

/** Azure keeps the activity log so long. */
const MOST_DAYS = 90;
const MOST_AT_A_TIME = 64;

/** Adds `pec verify`. */
export function addVerify(program: Command, terminal: Terminal, end: (result: CommandResult) => void): void {
  program
    .command('verify')
    .summary('ask Azure whether what was declared is really there')
    .description(
      'Compares what synth wrote with what Azure has, by read-only calls from the managing tenant. Signs in as ' +
        'Terraform does, by the ARM_ variables or the Azure CLI. Ends with 1 if something is missing or differs.',
    )
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .addOption(
      new Option('--as <who>', 'whom to look as; by default as whoever is signed in').choices([
        'automation',
        'reader',
        'both',
      ]),
    )
    .option('--customer <key...>', 'verify these customers only', collect)
    .option('--activity <days>', 'read who changed what from the activity log, such as 30d', days)
    .option('--previous <file>', 'the last report as JSON: what was visible then and is not now is missing')
    .option('--from <file>', 'render this report, and ask Azure nothing')
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMATS).default('table'))
    .addOption(separatorOption())
    .option('--write <file>', 'write the report into a file; stdout stays empty')
    .option('--strict', 'end with 1 also for what could not be seen, or nobody declared')
    .addOption(new Option('--concurrency <n>', 'how many requests at a time').argParser(atATime).default(8))
    .action(async (options: VerifyOptions) => {
      // Loaded here, with what it needs to ask Azure.
      const { runVerify } = await import('./run');
      end(await runVerify(options, terminal));
    });
}

function days(text: string): number {
  const [, number] = /^(\d{1,2})d$/.exec(text) ?? [];
  return whole(number, MOST_DAYS, 'expected a number of days up to 90, such as 30d');
}

/** How many requests at a time, as an option says it. */
export function atATime(text: string): number {
  return whole(/^\d{1,2}$/.exec(text)?.[0], MOST_AT_A_TIME, `expected a number from 1 to ${MOST_AT_A_TIME}`);
}

function whole(text: string | undefined, most: number, expected: string): number {
  const number = Number(text);
  if (!(number >= 1 && number <= most)) {
    throw new InvalidArgumentError(expected);
  }
  return number;
}

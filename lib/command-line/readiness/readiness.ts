import { type Command, Option } from 'commander';
import { collect, separatorOption } from '../options';
import type { CommandResult } from '../result';
import type { Terminal } from '../terminal';
import type { ReadinessCommandOptions, ReadinessFormat } from './run';

const FORMATS: ReadinessFormat[] = ['table', 'json', 'markdown', 'html', 'csv'];

/** Adds `pec readiness`. */
export function addReadiness(program: Command, terminal: Terminal, end: (result: CommandResult) => void): void {
  program
    .command('readiness')
    .summary('say which customers would earn, and why the others would not')
    .description(
      'Renders the readiness report that synth wrote. Ends with 1 if a customer would lose credit and nobody ' +
        'acknowledged that, whoever is shown.',
    )
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMATS).default('table'))
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .option('--write <file>', 'write the report into a file; stdout stays empty')
    .addOption(separatorOption())
    .option('--verdict <verdict>', 'only customers with this verdict; may be repeated', collect)
    .option('--ring <ring>', 'only customers of this ring; may be repeated', collect)
    .option(
      '--customer <key>',
      'only customers with this key, in which * stands for anything; may be repeated',
      collect,
    )
    .option('--open', 'only customers of whom something is open: it is neither met nor acknowledged')
    .option('--previous <file>', 'the readiness.json of last time: says what is new, worse, better and cured')
    .option('--synth', 'first run the app of cdktf.json')
    .option('--strict', 'end with 1 also for a customer of whom the declaration does not tell')
    .action(async (options: ReadinessCommandOptions) => {
      // Loaded here, because it loads cdktf, which the other commands do without.
      const { runReadiness } = await import('./run');
      end(await runReadiness(options, terminal));
    });
}

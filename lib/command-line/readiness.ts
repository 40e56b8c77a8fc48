import { type Command, Option } from 'commander';
import type { ReadinessCommandOptions, ReadinessFormat } from './judge-readiness';
import type { CommandResult } from './result';
import type { Terminal } from './terminal';

const FORMATS: ReadinessFormat[] = ['table', 'json', 'markdown', 'html'];

/** Adds `pec readiness`. */
export function addReadiness(program: Command, terminal: Terminal, end: (result: CommandResult) => void): void {
  program
    .command('readiness')
    .summary('say which customers would earn, and why the others would not')
    .description(
      'Renders the readiness report that synth wrote. Ends with 1 if a customer would lose credit and nobody ' +
        'acknowledged that.',
    )
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMATS).default('table'))
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .option('--write <file>', 'write the report into a file; stdout stays empty')
    .option('--synth', 'first run the app of cdktf.json')
    .option('--strict', 'end with 1 also for a customer of whom the declaration does not tell')
    .action(async (options: ReadinessCommandOptions) => {
      // Loaded here, because it loads cdktf, which the other commands do without.
      const { runReadiness } = await import('./judge-readiness');
      end(await runReadiness(options, terminal));
    });
}

import type { Command } from 'commander';
import type { CommandResult } from '../result';
import type { ReportOptions } from './run';

/** Adds `pec report`. */
export function addReport(program: Command, end: (result: CommandResult) => void): void {
  program
    .command('report')
    .summary('write one page: what was declared, what Azure has, what was paid')
    .description(
      'Puts the readiness report beside what "pec verify --format json" and "pec confirm --format json" wrote, as one ' +
        'HTML page that needs nothing else. Judges nothing: ends with 0, or with 2 if a file cannot be used.',
    )
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .option('--readiness <file>', 'the readiness report, if it is not in that folder')
    .option('--verification <file>', 'the verification; by default verification.json of the folder, if it is there')
    .option('--confirmation <file...>', 'confirmations, one a month; by default every confirmation*.json of the folder')
    .option('--previous <file>', 'the readiness.json of last time: says what is new, worse, better and cured')
    .option('--write <file>', 'write the page into a file; stdout stays empty')
    .action(async (options: ReportOptions) => {
      // Loaded here, because it loads cdktf, which most of the other commands do without.
      const { runReport } = await import('./run');
      end(runReport(options));
    });
}

import { type Command, Option } from 'commander';
import type { CommandResult } from '../result';
import type { Terminal } from '../terminal';
import { ASKED, type InitOptions } from './options';
import { runInit } from './run';

/** Adds `pec init`. */
export function addInit(program: Command, terminal: Terminal, end: (result: CommandResult) => void): void {
  const command = program
    .command('init [folder]')
    .summary('write a project that runs')
    .description(
      'Writes a project of your own into a folder: the program, a file of customers, a test and pipelines. On a ' +
        'terminal it asks for what no option says. Nothing is overwritten: ends with 2 and writes nothing if a file is ' +
        'in the way.',
    );
  ASKED.forEach(option => command.addOption(option));
  command
    .addOption(
      new Option(
        '--package <file>',
        'a tarball of this package, as "npm run package" makes it; copied into the project',
      ),
    )
    .action(async (folder: string | undefined, options: InitOptions) => {
      const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
      end(await runInit(folder ?? '.', options, isGiven, terminal));
    });
}

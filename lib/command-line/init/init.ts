import type { Command } from 'commander';
import type { CommandResult } from '../result';
import type { Terminal } from '../terminal';
import { ASKED, type GivenOptions, PACKAGE } from './options';

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
  [...ASKED, PACKAGE].forEach(option => command.addOption(option));
  command.action(async (folder: string | undefined, options: GivenOptions) => {
    const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
    // Loaded here, because it loads cdktf, which most of the other commands do without.
    const { runInit } = await import('./run');
    end(await runInit(folder ?? '.', options, isGiven, terminal));
  });
}

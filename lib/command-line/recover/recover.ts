import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EARLIER_MANIFEST_FILE, MANIFEST_FILE } from '../../manifest';
import { readOutput, readText } from '../files';
import { collect } from '../options';
import { type CommandResult, UsageError } from '../result';
import { type Terminal, withProgress } from '../terminal';
import { isApplyLog } from './log';
import { recover } from './run';
import { terraformIn } from './terraform';

/** The options of `pec recover`. */
interface RecoverCommandOptions {
  readonly apply?: boolean;
  readonly error?: string[];
  readonly id?: string[];
  readonly output: string;
}

/** Adds `pec recover`. */
export function addRecover(program: Command, terminal: Terminal, end: (result: CommandResult) => void): void {
  program
    .command('recover <stack>')
    .summary('let an interrupted apply go on')
    .description(
      'Finds what an interrupted apply left in the way of the next one: resources that are tainted though they are ' +
        'sound, and objects that Azure made and the state does not know. Lists the Terraform commands that put it ' +
        'right, or runs them. Ends with 1 if something needs a person.',
    )
    .option('--apply', 'run the commands')
    .option('--error <file>', 'all that an apply printed which failed; may be repeated, the oldest first', collect)
    .option('--id <address=id>', 'the id of an object that an interrupted apply made; may be repeated', collect)
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .action(async (stack: string, { error = [], output, ...options }: RecoverCommandOptions) => {
      const terraform = terraformIn(folderOf(stack, output));
      const work = recover(stack, terraform, { ...options, logs: error.map(file => readLog(file, stack)) });
      end(await withProgress(terminal, `Looking at ${stack}`, work));
    });
}

/** The folder of a stack; its key has the form that synth demands, so that no path gets in. */
function folderOf(stack: string, output: string): string {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(stack)) {
    throw new UsageError(`"${stack}" is no key of a stack; expected lower-case letters, digits and "-"`);
  }
  // An app without a portfolio has no manifest; one whose synth was interrupted has the earlier one only.
  if ([MANIFEST_FILE, EARLIER_MANIFEST_FILE].some(name => existsSync(join(output, name)))) {
    readOutput(output, `stacks/${stack}/cdk.tf.json`);
  }
  return join(output, 'stacks', stack);
}

function readLog(file: string, stack: string): string {
  const cure = 'give what "terraform apply 2>&1 | tee FILE" wrote';
  const text = readText(file === '-' ? 0 : file, cure);
  if (!isApplyLog(text, stack)) {
    throw new UsageError(`${file} holds nothing that an apply of ${stack} prints; ${cure}`);
  }
  return text;
}

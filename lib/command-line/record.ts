import type { Command } from 'commander';
import { CustomerStatus, isLeftOut, manifestToJson, type PortfolioManifest } from '../manifest';
import { readOutput, writeText } from './files';
import { type CommandResult, ExitCode, UsageError } from './result';
import { customerWithStack } from './stacks/stacks';

/**
 * What to remember of a stack: a manifest that holds this one customer.
 *
 * @param started whether the apply begins only now. What is deployed is unknown until it ends, so the record has no hash
 * and the customer counts as changed; and as active, because its delegation may still be there.
 * @throws UsageError if there is no such stack
 */
export function recordOf(portfolio: PortfolioManifest, stack: string, started: boolean): string {
  const [key, entry] = customerWithStack(portfolio, stack);
  if (isLeftOut(portfolio, entry)) {
    throw new UsageError(`${stack} was not synthesized: ${portfolio.selection} leaves it out; select it`);
  }
  return manifestToJson({ [key]: started ? { ...entry, status: CustomerStatus.ACTIVE, sha256: undefined } : entry });
}

/** Adds `pec record`. */
export function addRecord(program: Command, end: (result: CommandResult) => void): void {
  program
    .command('record <stack>')
    .summary('write down what is deployed of one stack')
    .description(
      'Writes what "pec stacks --changed-since" compares with, for one stack: before its apply with --started, and ' +
        'after an apply that succeeded without.',
    )
    .option('--started', 'the apply begins: what is deployed is unknown until it has succeeded')
    .option('--write <file>', 'write into a file instead of stdout')
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .action((stack: string, options: { started?: boolean; write?: string; output: string }) => {
      const record = recordOf(readOutput(options.output), stack, options.started ?? false);
      if (options.write !== undefined) {
        writeText(options.write, record);
      }
      end({ output: options.write === undefined ? record : '', messages: [], exitCode: ExitCode.FINE });
    });
}

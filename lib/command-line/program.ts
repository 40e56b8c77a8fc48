import { Command, CommanderError } from 'commander';
import { messageOf, ownPackage, visible } from '../text';
import { addConfirm } from './confirm/confirm';
import { addGuard } from './guard/guard';
import { addImport } from './import/import';
import { addInit } from './init/init';
import { addReadiness } from './readiness/readiness';
import { addRecord } from './record';
import { addRecover } from './recover/recover';
import { addReport } from './report/report';
import { type CommandResult, ExitCode } from './result';
import { addStacks } from './stacks/stacks';
import type { Terminal } from './terminal';
import { addVerify } from './verify/verify';

const EXIT_CODES = `
Exit codes:
  0  nothing is lost
  1  credit, a delegation, or the way to remove it is lost, or would be; or something needs a person (recover, import), or is not as declared (verify)
  2  wrong usage, or something that cannot be read; of verify: no sign-in, nothing seen, or throttled`;

/**
 * Runs `pec`.
 *
 * @param args the arguments after the name of the program
 * @returns the exit code
 */
export async function runPec(args: string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode = ExitCode.FINE;
  const end = (result: CommandResult) => {
    result.messages.forEach(message => terminal.error(`pec: ${visible(message)}\n`));
    terminal.out(result.output);
    exitCode = result.exitCode;
  };
  const program = new Command('pec')
    .description(
      'Partner earned credit in pipelines: who earns, who earned, what changed, and what a plan must not take away.',
    )
    .version(ownPackage().version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.out(text),
      writeErr: text => terminal.error(text),
      outputError: (text, write) => write(`pec: ${sayingOf(text)}\n`),
    });
  addInit(program, terminal, end);
  addImport(program, terminal, end);
  addReadiness(program, terminal, end);
  addVerify(program, terminal, end);
  addConfirm(program, terminal, end);
  addReport(program, end);
  addStacks(program, end);
  addGuard(program, end);
  addRecord(program, end);
  addRecover(program, terminal, end);
  [program, ...program.commands].forEach(command => command.addHelpText('after', EXIT_CODES));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.FINE : ExitCode.UNUSABLE;
    }
    terminal.error(`pec: ${visible(messageOf(error))}\n`);
    return ExitCode.UNUSABLE;
  }
}

/**
 * What commander says of wrong usage, which quotes arguments: one line, and a second one with what was meant. Where
 * nobody knows what was meant, the line says where to look.
 */
function sayingOf(text: string): string {
  const said = text.replace(/^error: /, '').trimEnd();
  const meant = said.lastIndexOf('\n(Did you mean ');
  if (meant >= 0) {
    return `${visible(said.slice(0, meant))}\n${visible(said.slice(meant + 1))}`;
  }
  return /^unknown (option|command) /.test(said) ? `${visible(said)}; --help lists what there is` : visible(said);
}

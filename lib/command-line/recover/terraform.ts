import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { UsageError } from '../result';

/** How a run of Terraform ended. */
export interface TerraformRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Terraform in the folder of one stack. */
export interface StackTerraform {
  /** The folder, as commands name it. */
  readonly folder: string;
  /** Runs Terraform there, however it ends. */
  run(args: string[]): Promise<TerraformRun>;
}

/** The program, named by the variable that cdktf-cli reads, too. */
function binary(): string {
  return process.env.TERRAFORM_BINARY_NAME || 'terraform';
}

/** The Terraform of this machine. Arguments go to it as they are; no shell reads them. */
export function terraformIn(folder: string): StackTerraform {
  return {
    folder,
    run: args =>
      new Promise((resolve, reject) => {
        const child = spawn(binary(), [`-chdir=${folder}`, ...args], {
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, TF_IN_AUTOMATION: '1', TF_INPUT: '0' },
          // Ctrl-C goes to the whole process group of a terminal, and only a plan may end by it.
          detached: args[0] !== 'plan',
          windowsHide: true,
        });
        const printed = { stdout: '', stderr: '' };
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed.stdout += chunk));
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => (printed.stderr += chunk));
        child.on('error', ({ message }) => reject(new UsageError(`${binary()} cannot be run: ${message}`)));
        child.on('close', code => resolve({ ...printed, exitCode: code ?? 1 }));
      }),
  };
}

/**
 * Runs Terraform.
 *
 * @throws UsageError if it fails, with the first error
 */
export async function succeed(terraform: StackTerraform, args: string[]): Promise<TerraformRun> {
  const run = await terraform.run(args);
  if (run.exitCode !== 0) {
    const errors = [run.stderr, run.stdout].flatMap(printed => firstErrorIn(printed) ?? []);
    const error = errors.at(0) ?? `exit code ${run.exitCode}`;
    throw new UsageError(`"${commandLine(terraform, args)}" failed: ${error}`);
  }
  return run;
}

function firstErrorIn(printed: string): string | undefined {
  const text = stripVTControlCharacters(printed).replace(/[\s│╷╵]+/g, ' ');
  return /Error: (.*?)(?= (?:Error|Warning): |$)/.exec(text)?.[1].trim();
}

/** A run of Terraform as one types it into a shell. */
export function commandLine({ folder }: StackTerraform, args: string[]): string {
  return [binary(), `-chdir=${folder}`, ...args].map(shellArgument).join(' ');
}

/** One argument of a POSIX shell. */
export function shellArgument(argument: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replace(/'/g, `'\\''`)}'`;
}

/** What an engineer does after an interrupted apply, with what Terraform printed at hand. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, ROOT } from '../command-line/run-pec';
import { MANAGING_TENANT } from './fabrikam';
import type { Stage } from './stage';
import { withoutSignIn } from './program';
import { TerraformError } from './terraform';

/** An apply, and `pec recover` after it, until one succeeds. */
const MOST_APPLIES = 4;

/**
 * Applies a stack; as long as that fails, recovers as `pec recover` says and applies again.
 *
 * @param printed what an apply printed that was interrupted before
 */
export async function applyUntilDone(stage: Stage, stack: string, printed?: string): Promise<void> {
  const logs: string[] = [];
  if (printed !== undefined) {
    logs.push(join(stage.outdir, `${stack}-0.log`));
    writeFileSync(logs[0], printed);
  }
  for (let i = 1; i <= MOST_APPLIES; i++) {
    const { output, exitCode } = await stage.stack(stack).run(['apply', '-auto-approve', '-input=false']);
    if (exitCode === 0) {
      return;
    }
    const log = join(stage.outdir, `${stack}-${i}.log`);
    writeFileSync(log, output);
    logs.push(log);
    await recover(stage, stack, logs);
  }
  throw new TerraformError(`${stack} was applied ${MOST_APPLIES} times:\n${stage.azure.requests.toString()}`);
}

/** Runs `pec recover --apply`, and once more with what it asked for. */
async function recover(stage: Stage, stack: string, logs: string[]): Promise<void> {
  const args = ['recover', stack, '--apply', '--output', stage.outdir, ...logs.flatMap(log => ['--error', log])];
  const first = await pec(stage, stack, args);
  const ids = await lookUp(stage, first.stderr);
  const last = ids.length === 0 ? first : await pec(stage, stack, [...args, ...ids.flatMap(id => ['--id', id])]);
  if (last.exitCode !== 0) {
    throw new TerraformError(`pec ${args.join(' ')}:\n${last.stdout}\n${last.stderr}`);
  }
}

/** Runs `pec` signed in as the pipeline of a stack. */
export function pec(stage: Stage, stack: string, args: string[]) {
  const printed = { stdout: '', stderr: '' };
  const child = spawn(process.execPath, [...PROGRAM, ...args], {
    cwd: ROOT,
    env: { ...withoutSignIn(process.env), ...stage.azure.environment(), ...stage.signInFor(stack) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (printed.stderr += chunk));
  return new Promise<typeof printed & { exitCode: number | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', exitCode => resolve({ ...printed, exitCode }));
  });
}

/** Answers what `pec recover` asks, with what its commands for `az` would show; deletes the secret that nobody knows. */
async function lookUp(stage: Stage, messages: string): Promise<string[]> {
  const ids: string[] = [];
  for (const line of messages.split('\n')) {
    const [, command, id] = /Find it: az ad app (\S+ \S+)(?: --cert)? --id (\S+)/.exec(line) ?? [];
    const address = /--id '?([^=' ]+)=ID/.exec(line)?.[1];
    const application = stage.azure.directory.find(id ?? '', MANAGING_TENANT);
    if (application?.kind !== 'application') {
      continue;
    }
    const known = await stage.stack('pec-identity').run(['show', '-json']);
    const isLost = (credential: { keyId: string }) => !known.output.includes(credential.keyId);
    if (command === 'federated-credential list') {
      ids.push(...application.federatedCredentials.map(credential => `${address}=${credential.id}`));
    } else if (line.includes('--cert')) {
      ids.push(...application.certificates.filter(isLost).map(({ keyId }) => `${address}=${keyId}`));
    } else {
      application.secrets = application.secrets.filter(secret => !isLost(secret));
    }
  }
  return ids;
}

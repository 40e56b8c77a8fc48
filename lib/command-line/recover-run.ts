import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findRemains, recoverable, type RecoveryStep } from './recover-findings';
import { differenceTo, isIdOf } from './recover-kinds';
import { readApplyLog } from './recover-log';
import { explainRefusals } from './recover-refusals';
import { readStack, type Stack } from './recover-stack';
import { commandLine, type StackTerraform, succeed } from './recover-terraform';
import { type CommandResult, ExitCode, UsageError } from './result';

/** What {@link recover} is given beside the stack. */
export interface RecoverOptions {
  /** Whether to run the commands instead of listing them. */
  readonly apply?: boolean;
  /** What the applies that failed printed, in their order. */
  readonly logs?: string[];
  /** Ids by address, as `ADDRESS=ID`. */
  readonly id?: string[];
}

/**
 * Takes back what an interrupted apply left behind, so that the next one goes on.
 *
 * @throws UsageError if state, declaration or options cannot be used
 */
export async function recover(
  stack: string,
  terraform: StackTerraform,
  { apply = false, logs = [], id = [] }: RecoverOptions,
): Promise<CommandResult> {
  refuseUnwrittenState(terraform);
  const line = (args: string[]) => commandLine(terraform, args);
  let now = await lookAt(terraform);
  const ids = idsFrom(id, now);
  const steps: RecoveryStep[] = [];
  const strangers = new Map<string, string>();
  const take = async (step: RecoveryStep) => {
    await succeed(terraform, step.args);
    steps.push(step);
    return lookAt(terraform);
  };
  const result = (exitCode: ExitCode, messages: string[]): CommandResult => ({
    output: steps.map(({ why, args }) => `# ${why}\n${line(args)}\n`).join(''),
    messages,
    exitCode,
  });
  try {
    for (;;) {
      const log = readApplyLog([...logs, await planOf(terraform, now, apply)]);
      const findings = findRemains({ ...now, log, ids, strangers, line });
      if (!apply || findings.steps.length === 0) {
        steps.push(...findings.steps);
        const missing = [...explainRefusals(log.errors)].filter(([address]) => !isIn(now, address));
        const open = [...strangers.values(), ...findings.questions, ...missing.map(([, words]) => words)];
        return result(open.length > 0 ? ExitCode.LOSS : ExitCode.FINE, [
          ...findings.notes,
          ...open,
          `${stack}: ${summaryOf(steps, apply)}`,
        ]);
      }
      for (const step of findings.steps) {
        now = await take(step);
        const difference = step.args[0] === 'import' ? differenceIn(now, step.address) : undefined;
        if (difference !== undefined) {
          const { address } = step;
          now = await take({ address, why: `${address}: another object`, args: ['state', 'rm', address] });
          strangers.set(
            address,
            `${address}: ${step.args.at(-1)} is another object, whose ${difference} is not the one that is declared; ` +
              'the state has forgotten it again',
          );
        }
      }
    }
  } catch (error) {
    if (error instanceof UsageError) {
      return result(ExitCode.UNUSABLE, [error.message]);
    }
    throw error;
  }
}

function isIn({ state }: Stack, address: string): boolean {
  return state.some(resource => resource.address === address);
}

function refuseUnwrittenState(terraform: StackTerraform): void {
  const file = 'errored.tfstate';
  if (existsSync(join(terraform.folder, file))) {
    throw new UsageError(
      `${join(terraform.folder, file)}: an apply could not write its state; first ` +
        `${commandLine(terraform, ['state', 'push', file])}, then delete the file`,
    );
  }
}

async function lookAt(terraform: StackTerraform): Promise<Stack> {
  return readStack(terraform.folder, (await succeed(terraform, ['show', '-json'])).stdout);
}

/** What Terraform says when it plans; that it cannot does not matter. Nothing if all that is declared is in the state. */
async function planOf(terraform: StackTerraform, stack: Stack, hasLock: boolean): Promise<string> {
  const { declared } = stack;
  if (declared.every(({ address }) => isIn(stack, address))) {
    return '';
  }
  const { stdout, stderr } = await terraform.run(['plan', '-no-color', `-lock=${hasLock}`]);
  return `${stdout}\n${stderr}`;
}

/** Reads `--id`. */
function idsFrom(given: string[], { declared, state }: Stack): ReadonlyMap<string, string> {
  return new Map(
    given.map(text => {
      const [, address, id] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
      if (id === undefined) {
        throw new UsageError(`--id ${text}: expected ADDRESS=ID`);
      }
      const kind = recoverable(declared.find(resource => resource.address === address));
      if (!kind) {
        throw new UsageError(`--id ${text}: ${address} is not declared, or of a kind that pec leaves alone`);
      }
      if (!kind.importId) {
        throw new UsageError(`--id ${text}: Terraform cannot import ${kind.name}; delete it in Azure`);
      }
      if (!isIdOf(kind, id)) {
        throw new UsageError(`--id ${text}: "${id}" is no id of ${kind.name}; expected ${kind.id.words}`);
      }
      if (state.some(resource => resource.address === address)) {
        throw new UsageError(`--id ${text}: the state has ${address} already`);
      }
      return [address, id.toLowerCase()];
    }),
  );
}

/** The attribute that shows that the state holds another object than the declared one. */
function differenceIn({ declared, state }: Stack, address: string): string | undefined {
  const declaration = declared.find(resource => resource.address === address);
  const actual = state.find(resource => resource.address === address);
  const kind = recoverable(declaration);
  return declaration && actual && kind && differenceTo(kind, declaration.attributes, actual.values);
}

function summaryOf(steps: RecoveryStep[], isApplied: boolean): string {
  if (steps.length === 0) {
    return 'an interrupted apply left nothing that pec can put right';
  }
  return isApplied ? 'done; now plan again' : 'nothing is changed yet; --apply runs this, then plan again';
}

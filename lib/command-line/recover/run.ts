import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, ExitCode, UsageError } from '../result';
import { type HeldSignal, withSignalsHeld } from '../signals';
import { findRemains, recoverable, type RecoveryStep } from './findings';
import { isIdOf } from './kinds';
import { readApplyLog } from './log';
import { explainRefusals } from './refusals';
import type { Stack } from './stack';
import { lookAt, takeStep } from './steps';
import { commandLine, type StackTerraform } from './terraform';

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
 * Takes back what an interrupted apply left behind, so that the next one goes on. A signal ends it between two steps.
 *
 * @throws UsageError if state, declaration or options cannot be used
 */
export function recover(stack: string, terraform: StackTerraform, options: RecoverOptions): Promise<CommandResult> {
  const work = (signal: HeldSignal) => recoverUntil(signal, stack, terraform, options);
  return options.apply ? withSignalsHeld(work) : work(() => undefined);
}

async function recoverUntil(
  signal: HeldSignal,
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
  const result = (exitCode: ExitCode, messages: string[]): CommandResult => ({
    output: steps.map(({ why, args }) => `# ${why}\n${line(args)}\n`).join(''),
    messages,
    exitCode,
  });
  try {
    for (;;) {
      const log = readApplyLog([...logs, await planOf(terraform, now, apply)], stack);
      const findings = findRemains({ ...now, log, ids, strangers, line });
      if (!apply || findings.steps.length === 0) {
        steps.push(...findings.steps);
        const missing = [...explainRefusals(log.errors)].filter(([address]) => !isIn(now, address));
        const open = [...strangers.values(), ...findings.questions, ...missing.map(([, words]) => words)];
        return result(open.length > 0 ? ExitCode.LOSS : ExitCode.FINE, [
          ...findings.notes,
          ...open,
          ...(steps.length > 0 || open.length === 0 ? [`${stack}: ${summaryOf(steps, apply)}`] : []),
        ]);
      }
      for (const step of findings.steps) {
        if (signal() !== undefined) {
          return result(ExitCode.LOSS, [
            ...strangers.values(),
            `${stack}: stopped by ${signal()}; run pec recover again`,
          ]);
        }
        const { now: next, difference } = await takeStep(step, terraform, steps);
        now = next;
        if (difference !== undefined) {
          strangers.set(
            step.address,
            `${step.address}: ${step.args.at(-1)} is another object, whose ${difference} is not the one that is ` +
              'declared; the state has forgotten it again',
          );
        }
      }
    }
  } catch (error) {
    if (error instanceof UsageError) {
      return result(ExitCode.UNUSABLE, [...strangers.values(), error.message]);
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

function summaryOf(steps: RecoveryStep[], isApplied: boolean): string {
  if (steps.length === 0) {
    return 'an interrupted apply left nothing that pec can put right';
  }
  return isApplied ? 'done; now plan again' : 'nothing is changed yet; --apply runs this, then plan again';
}

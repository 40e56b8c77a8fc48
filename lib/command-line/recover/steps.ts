import { messageOf } from '../../text';
import { UsageError } from '../result';
import { recoverable, type RecoveryStep } from './findings';
import { differenceTo } from './kinds';
import { readStack, type Stack } from './stack';
import { commandLine, type StackTerraform, succeed } from './terraform';

/** Reads a stack, its state as Terraform shows it. */
export function lookAt(terraform: StackTerraform): Promise<Stack> {
  return readStack(terraform.folder, async () => (await succeed(terraform, ['show', '-json'])).stdout);
}

/** How a step ended. */
export interface StepResult {
  readonly now: Stack;
  /** The attribute that showed that an import had brought in another object; the state has forgotten it. */
  readonly difference?: string;
}

/**
 * Takes a step. What an import brings in stays only if it was compared with the declaration and is what is declared.
 *
 * @param taken gets each step that was taken
 * @throws UsageError also if the step was taken before: it changed nothing, and would be taken for ever
 */
export async function takeStep(
  step: RecoveryStep,
  terraform: StackTerraform,
  taken: RecoveryStep[],
): Promise<StepResult> {
  if (taken.some(({ address, args }) => address === step.address && args[0] === step.args[0])) {
    throw new UsageError(
      `"${commandLine(terraform, step.args)}" ended well, and the state is as before; see that nobody else writes it, ` +
        'then run pec recover again',
    );
  }
  await succeed(terraform, step.args);
  taken.push(step);
  if (step.args[0] !== 'import') {
    return { now: await lookAt(terraform) };
  }
  const { address } = step;
  const forget = async (reason: string) => {
    const args = ['state', 'rm', address];
    try {
      await succeed(terraform, args);
    } catch (error) {
      throw new UsageError(`${messageOf(error)}; run it before the next apply: ${address} is ${reason}`);
    }
    taken.push({ address, why: `${address}: ${reason}`, args });
  };
  let now: Stack;
  try {
    now = await lookAt(terraform);
  } catch (error) {
    await forget('not compared with the declaration');
    throw error;
  }
  const difference = differenceIn(now, address);
  if (difference === undefined) {
    return { now };
  }
  await forget('another object');
  return { now: await lookAt(terraform), difference };
}

/** The attribute that shows that the state holds another object than the declared one. */
function differenceIn({ declared, state }: Stack, address: string): string | undefined {
  const declaration = declared.find(resource => resource.address === address);
  const actual = state.find(resource => resource.address === address);
  const kind = recoverable(declaration);
  return declaration && actual && kind && differenceTo(kind, declaration.attributes, actual.values);
}

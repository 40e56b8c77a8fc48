import { FaultKind } from '../azure-emulator';
import { declareContoso } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD } from './fabrikam';
import { Stage } from './stage';
import { type Terraform, TerraformError } from './terraform';

const MANAGED_SERVICES = /Microsoft\.ManagedServices/;

/**
 * Applies again. Where the fault met azurerm reading what it had just made, Terraform calls that tainted and would replace
 * it; the protection refuses, and `terraform untaint` is the cure: docs/guides/after-an-interrupted-apply.md.
 */
async function applyAgain(stack: Terraform): Promise<void> {
  const { output, exitCode } = await stack.run(['apply', '-auto-approve', '-input=false']);
  const tainted = [...output.matchAll(/# (\S+) is tainted, so must be replaced/g)].map(([, address]) => address);
  if (exitCode !== 0 && tainted.length === 0) {
    throw new TerraformError(output);
  }
  for (const address of tainted) {
    expect(output).toContain('Instance cannot be destroyed');
    expect((await stack.run(['untaint', address])).exitCode).toBe(0);
  }
  if (tainted.length > 0) {
    await stack.apply();
  }
}

/** Runs one apply with a fault at one request, then a clean one, and gives back what Azure holds at the end. */
async function endState(fault: FaultKind | undefined, call: number): Promise<object> {
  const stage = await Stage.open({ world: CONTOSO_WORLD });
  try {
    stage.synthesize(app => declareContoso(app));
    const stack = stage.stack('customer-contoso');
    await stack.init();
    if (fault) {
      stage.azure.faults.add({ fault, route: MANAGED_SERVICES, call });
      await stack.run(['apply', '-auto-approve', '-input=false']);
    }
    await applyAgain(stack);
    expect((await stack.plan()).isEmpty).toBe(true);
    expect(stage.azure.requests.matching('DELETE', MANAGED_SERVICES)).toEqual([]);
    return {
      definitions: stage.definitions.map(({ id, properties }) => ({ id, properties })),
      assignments: stage.assignments.map(({ id, definition }) => ({ id, definition: definition.id })),
      state: await stack.addresses(),
    };
  } finally {
    await stage.close();
  }
}

describeWithTerraform('a fault at any request of an apply', () => {
  let undisturbed: object;
  let requests: number;

  beforeAll(async () => {
    undisturbed = await endState(undefined, 0);
    const stage = await Stage.open({ world: CONTOSO_WORLD });
    stage.synthesize(app => declareContoso(app));
    await stage.stack('customer-contoso').init();
    await stage.stack('customer-contoso').apply();
    requests = stage.azure.requests.matching(undefined, MANAGED_SERVICES).length;
    await stage.close();
  });

  /** More than an apply needs; those beyond its last request have nothing to meet. */
  const CALLS = Array.from({ length: 10 }, (_, i) => i + 1);
  const OTHERS = [FaultKind.DROP_BEFORE, FaultKind.SERVER_ERROR, FaultKind.THROTTLE];

  it('is tried at every request that there is', () => {
    expect(requests).toBeGreaterThan(6);
    expect(requests).toBeLessThanOrEqual(CALLS.length);
  });

  it.each(CALLS)(
    'request %i takes effect and its answer is lost: the next apply ends in the same state',
    async call => {
      expect(await endState(FaultKind.DROP_AFTER, call)).toEqual(undisturbed);
    },
  );

  it.each(CALLS.map(call => [OTHERS[call % OTHERS.length], call] as const))(
    '%s at request %i: the next apply ends in the same state',
    async (fault, call) => {
      expect(await endState(fault, call)).toEqual(undisturbed);
    },
  );
});

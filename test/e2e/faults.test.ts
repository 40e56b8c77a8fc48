import { FaultKind } from '../azure-emulator';
import { declareContoso } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD } from './fabrikam';
import { Stage } from './stage';

const MANAGED_SERVICES = /Microsoft\.ManagedServices/;

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
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);
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

  it('is tried at every request that there is', () => {
    expect(requests).toBeGreaterThan(6);
    expect(requests).toBeLessThanOrEqual(CALLS.length);
  });

  const CALLS = Array.from({ length: 12 }, (_, i) => i + 1);

  describe.each([FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER, FaultKind.SERVER_ERROR, FaultKind.THROTTLE])(
    '%s',
    fault => {
      it.each(CALLS)('at request %i: the next apply ends in the same state', async call => {
        if (call <= requests) {
          expect(await endState(fault, call)).toEqual(undisturbed);
        }
      });
    },
  );
});

/** What a `terraform plan` of a customer costs: measured with a few, one after the other. */
import { sharePlugins } from '../../scripts/demo/plugin-cache';
import { Stage } from '../../test/e2e/stage';
import { missingTools } from '../../test/e2e/terraform';
import { declareOwnStacks, numbers, pipelineOf, stackOf, worldOf } from './customers';
import { MemoryWatch } from './memory';

const MEASURED = 4;

/** What one plan took, on average. */
export interface PlanCost {
  /** Of how many plans this is the average. */
  readonly measured: number;
  readonly seconds: number;
  /** The most of any. */
  readonly megabytes: number;
  /** Requests to Azure, less those for tokens. */
  readonly requests: number;
  /** Requests for tokens. */
  readonly tokens: number;
}

/**
 * Plans customers that are deployed, in folders that are initialized already: what a night costs at least.
 *
 * @returns why nothing was measured, where Terraform or a plugin is missing
 */
export async function measurePlans(): Promise<PlanCost | string> {
  const missing = await missingTools();
  if (missing !== undefined) {
    return missing;
  }
  const removePlugins = sharePlugins();
  const stage = await Stage.open({ world: worldOf(MEASURED) });
  try {
    stage.synthesize(app => declareOwnStacks(app, MEASURED));
    const stacks = numbers(MEASURED).map(i => stage.stack(stackOf(i), stage.azure.signIn(pipelineOf(i))));
    for (const stack of stacks) {
      await stack.init();
      await stack.apply();
    }
    stage.azure.requests.clear();
    const memory = new MemoryWatch(stacks.map(({ folder }) => folder));
    const start = performance.now();
    for (const stack of stacks) {
      const { summary } = await stack.plan();
      if (summary !== 'no changes') {
        throw new Error(`expected a plan without changes, but it is ${summary}`);
      }
    }
    const seconds = (performance.now() - start) / 1000;
    memory.stop();
    const requests = stage.azure.requests.all();
    const tokens = requests.filter(({ path }) => path.includes('/oauth2/')).length;
    return {
      measured: MEASURED,
      seconds: seconds / MEASURED,
      megabytes: memory.peak,
      requests: (requests.length - tokens) / MEASURED,
      tokens: tokens / MEASURED,
    };
  } finally {
    await stage.close();
    removePlugins();
  }
}

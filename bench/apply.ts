/**
 * What a customer costs at apply: real Terraform and its plugins against the emulation, one stack for each customer,
 * beside the alternative with all customers in one state.
 *
 *   npm run bench:apply               8 customers, 2 at a time; for growth also a quarter and a half of them
 *   npm run bench:apply -- 16 4       16 customers, 4 at a time
 *   npm run bench:apply -- 8 2 3      three runs of each side, in turn
 *
 * A run is init and apply in fresh folders, with plugins that are on the disk already. Memory is the sum over Terraform
 * and its plugins, looked at every 50 ms. Medians are printed.
 */
import { Interruption } from '../scripts/demo/interruption';
import { sharePlugins } from '../scripts/demo/plugin-cache';
import { Stage } from '../test/e2e/stage';
import { missingTools, type Terraform } from '../test/e2e/terraform';
import { declareOneStack, declareOwnStacks, EVERYBODY, numbers, pipelineOf, stackOf, worldOf } from './apply/customers';
import { MemoryWatch } from './apply/memory';

/** What one Terraform took. */
interface StackCost {
  readonly initSeconds: number;
  readonly applySeconds: number;
  readonly megabytes: number;
}

/** What all customers took. */
interface Cost extends StackCost {
  /** For all customers, from the first init to the last apply. */
  readonly seconds: number;
  /** For all that ran at once. */
  readonly megabytesAtOnce: number;
}

const interruption = new Interruption();

async function main(): Promise<void> {
  const [customers = 8, atOnce = 2, runs = 1] = process.argv.slice(2).map(Number);
  if (![customers, atOnce, runs].every(number => Number.isInteger(number) && number > 0)) {
    throw new Error('expected the number of customers, how many at a time, and how many runs');
  }
  const removePlugins = sharePlugins();
  try {
    const missing = await missingTools();
    interruption.check();
    if (missing !== undefined) {
      console.log(`Not measured: ${missing}`);
      return;
    }
    // Not counted: it brings the plugins from the disk into memory.
    await measureOwnStacks(1, 1);
    await compare([...new Set([4, 2, 1].map(part => Math.ceil(customers / part)))], atOnce, runs);
  } finally {
    removePlugins();
  }
}

async function compare(counts: number[], atOnce: number, runs: number): Promise<void> {
  console.log(row('customers', 'how', 'init s', 'apply s', 'MB', 'all: s', 's/customer', 'MB at once'));
  const all: { own: Cost; one: Cost }[] = [];
  for (const count of counts) {
    const own: Cost[] = [];
    const one: Cost[] = [];
    // Both sides in turn, so that a change of the machine's speed meets both.
    for (let run = 0; run < runs; run++) {
      own.push(await measureOwnStacks(count, atOnce));
      one.push(await measureOneStack(count));
    }
    const cost = { own: medianCost(own), one: medianCost(one) };
    all.push(cost);
    console.log(costRow(count, `a stack each, ${atOnce} at a time`, cost.own, count));
    console.log(costRow(count, 'all in one state', cost.one, count));
    console.log(ratioRow(count, 'one state / a stack each', cost.one, cost.own));
  }
  const [least, most] = [all[0], all[all.length - 1]];
  const growth = `${counts[0]} -> ${counts[counts.length - 1]}`;
  console.log(ratioRow(growth, 'growth, a stack each', most.own, least.own));
  console.log(ratioRow(growth, 'growth, all in one state', most.one, least.one));
}

async function measureOwnStacks(count: number, atOnce: number): Promise<Cost> {
  return onStage(count, async stage => {
    stage.synthesize(app => declareOwnStacks(app, count));
    const stacks = numbers(count).map(i => stage.stack(stackOf(i), stage.azure.signIn(pipelineOf(i))));
    return measure(stacks, atOnce);
  });
}

async function measureOneStack(count: number): Promise<Cost> {
  return onStage(count, async stage => {
    const secrets = numbers(count).map(i => stage.azure.signIn(pipelineOf(i)));
    stage.synthesize(app =>
      declareOneStack(app, count, i => ({
        clientId: secrets[i].ARM_CLIENT_ID,
        clientSecret: secrets[i].ARM_CLIENT_SECRET,
      })),
    );
    return measure([stage.stack(EVERYBODY, {})], 1);
  });
}

async function onStage(count: number, work: (stage: Stage) => Promise<Cost>): Promise<Cost> {
  interruption.check();
  const stage = await Stage.open({ world: worldOf(count) });
  try {
    const cost = await work(stage);
    if (stage.assignments.length !== count) {
      throw new Error(`expected ${count} delegations, but Azure has ${stage.assignments.length}`);
    }
    return cost;
  } finally {
    await stage.close();
  }
}

async function measure(stacks: Terraform[], atOnce: number): Promise<Cost> {
  const memory = new MemoryWatch(stacks.map(stack => stack.folder));
  const costs: StackCost[] = [];
  const waiting = [...stacks];
  const work = async () => {
    for (let stack = waiting.shift(); stack !== undefined; stack = waiting.shift()) {
      interruption.check();
      const { folder } = stack;
      const initSeconds = await secondsOf(stack.init());
      const applySeconds = await secondsOf(stack.apply());
      costs.push({ initSeconds, applySeconds, megabytes: memory.peakIn(folder) });
    }
  };
  try {
    const seconds = await secondsOf(Promise.all(numbers(atOnce).map(work)));
    return { ...medianStackCost(costs), seconds, megabytesAtOnce: memory.peak };
  } finally {
    memory.stop();
  }
}

async function secondsOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return (performance.now() - start) / 1000;
}

function medianStackCost(costs: StackCost[]): StackCost {
  return {
    initSeconds: median(costs.map(cost => cost.initSeconds)),
    applySeconds: median(costs.map(cost => cost.applySeconds)),
    megabytes: median(costs.map(cost => cost.megabytes)),
  };
}

function medianCost(costs: Cost[]): Cost {
  return {
    ...medianStackCost(costs),
    seconds: median(costs.map(cost => cost.seconds)),
    megabytesAtOnce: median(costs.map(cost => cost.megabytesAtOnce)),
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return (sorted[Math.floor(last / 2)] + sorted[Math.ceil(last / 2)]) / 2;
}

function costRow(count: number, how: string, cost: Cost, customers: number): string {
  return row(
    count,
    how,
    cost.initSeconds.toFixed(1),
    cost.applySeconds.toFixed(1),
    megabytes(cost.megabytes),
    cost.seconds.toFixed(1),
    (cost.seconds / customers).toFixed(1),
    megabytes(cost.megabytesAtOnce),
  );
}

function ratioRow(count: number | string, how: string, a: Cost, b: Cost): string {
  const ratio = (of: keyof Cost) => `x ${(a[of] / b[of]).toFixed(2)}`;
  const memory = (of: keyof Cost) => (MemoryWatch.isPossible ? ratio(of) : '');
  return row(
    count,
    how,
    ratio('initSeconds'),
    ratio('applySeconds'),
    memory('megabytes'),
    ratio('seconds'),
    '',
    memory('megabytesAtOnce'),
  );
}

function megabytes(value: number): string {
  return MemoryWatch.isPossible ? value.toFixed(0) : 'not measured';
}

function row(count: number | string, how: string, ...cells: string[]): string {
  return [String(count).padStart(9), how.padEnd(26), ...cells.map(cell => cell.padStart(10))].join('  ');
}

main().catch((error: unknown) => {
  if (interruption.exitCode === undefined) {
    console.error(error instanceof Error ? error.message : error);
  }
  process.exitCode = interruption.exitCode ?? 1;
});

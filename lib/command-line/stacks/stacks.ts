import { type Command, Option } from 'commander';
import {
  changesSince,
  isLeftOut,
  type ManifestEntry,
  type PortfolioChanges,
  type PortfolioManifest,
} from '../../manifest';
import { visible } from '../../text';
import { readDeployed, readOutput } from '../files';
import { collect } from '../options';
import { type CommandResult, ExitCode, UsageError } from '../result';
import { belongsTo, parseShard, type Shard } from './shard';

/** A customer with a stack, as pipelines see it. All texts: Azure DevOps makes a variable of each. */
interface ListedStack {
  readonly key: string;
  readonly stack: string;
  /** Empty if the customer has none. */
  readonly ring: string;
}

/**
 * "A job matrix can generate a maximum of 256 jobs per workflow run": https://docs.github.com/actions/reference/limits;
 * "There's a limit of 256 jobs for a stage": https://learn.microsoft.com/azure/devops/pipelines/process/stages
 */
const MOST_JOBS = 256;

const FORMATS = {
  plain: (stacks: ListedStack[]) => stacks.map(({ stack }) => `${visible(stack)}\n`).join(''),
  'github-matrix': (stacks: ListedStack[]) => {
    limit(stacks, 'a matrix of GitHub Actions');
    return `${visible(JSON.stringify({ include: stacks }))}\n`;
  },
  'azure-devops': (stacks: ListedStack[]) => {
    limit(stacks, 'a stage of Azure DevOps');
    // Names of jobs have letters, digits and "_" only, at most 100:
    // https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/jobs-job-strategy
    const jobs = Object.fromEntries(stacks.map(entry => [entry.stack.replace(/\W/g, '_'), entry]));
    return `${visible(JSON.stringify(jobs))}\n`;
  },
};

/** The form of a list of stacks. */
export type StacksFormat = keyof typeof FORMATS;

/** Which stacks are listed, and how. */
export interface StacksOptions {
  readonly format: StacksFormat;
  /** What was deployed earlier: only what has changed since is listed. */
  readonly deployed?: PortfolioManifest;
  /** Only customers of these rings. */
  readonly ring?: string[];
  /** No customers of these rings. */
  readonly exceptRing?: string[];
  readonly shard?: Shard;
  /** The keys of customers that may be gone, or without the stack that they had. */
  readonly allowRemoved?: string[];
}

/**
 * Lists the stacks of a portfolio.
 *
 * @throws UsageError if there are more than a matrix takes
 */
export function listStacks(portfolio: PortfolioManifest, options: StacksOptions): CommandResult {
  const { deployed, ring = [], exceptRing = [], shard, allowRemoved = [] } = options;
  const changes = deployed && changesSince(portfolio, deployed);
  const orphaned = (changes?.orphaned ?? []).filter(({ key }) => !allowRemoved.includes(key));
  if (orphaned.length > 0) {
    return {
      output: '',
      messages: orphaned.map(
        ({ key, stack }) =>
          `${key} was deployed as ${stack}, and the portfolio has no such stack any more: nothing would remove the ` +
          'delegation. Put the entry back with "status: offboarded", deploy, and remove it then; if the delegation is ' +
          `gone already: --allow-removed ${key}`,
      ),
      exitCode: ExitCode.LOSS,
    };
  }
  const changed = changes && new Set(changes.changed);
  const stacks = Object.entries(portfolio.customers)
    .filter(([, entry]) => entry.stack !== undefined && !isLeftOut(portfolio, entry))
    .map(([key, entry]) => ({ key, stack: entry.stack ?? '', ring: entry.ring ?? '' }))
    .filter(({ key }) => changed?.has(key) ?? true)
    .filter(entry => (ring.length === 0 || ring.includes(entry.ring)) && !exceptRing.includes(entry.ring))
    .filter(({ key }) => shard === undefined || belongsTo(key, shard));
  return {
    output: FORMATS[options.format](stacks),
    messages: [
      ...notesOn(portfolio),
      ...(changes?.abandoned ?? []).filter(({ key }) => !allowRemoved.includes(key)).map(abandonment),
      ...unknownRings(portfolio, [...ring, ...exceptRing]),
    ],
    exitCode: ExitCode.FINE,
  };
}

/**
 * The customer that has a stack.
 *
 * @throws UsageError if there is none
 */
export function customerWithStack(
  { customers }: PortfolioManifest,
  stack: string,
): [key: string, entry: ManifestEntry] {
  const found = Object.entries(customers).find(([, entry]) => entry.stack === stack);
  if (!found) {
    throw new UsageError(`${stack} is no stack of the portfolio; "pec stacks" lists them`);
  }
  return found;
}

/** Adds `pec stacks`. */
export function addStacks(program: Command, end: (result: CommandResult) => void): void {
  program
    .command('stacks')
    .summary('list the stacks of the customers, such as those that changed')
    .description(
      'Lists the stacks of the portfolio that synth wrote. Ends with 1 if a customer that was deployed is gone, ' +
        'because nothing would remove its delegation.',
    )
    .option('--changed-since <path>', 'only what changed since a portfolio.json, or since a folder of records')
    .option('--ring <ring>', 'only customers of this ring; may be repeated', collect)
    .option('--except-ring <ring>', 'no customers of this ring; may be repeated', collect)
    .option('--shard <i/n>', 'only the i-th of n parts of about the same size', parseShard)
    .addOption(new Option('--format <format>', 'form of the list').choices(Object.keys(FORMATS)).default('plain'))
    .option('--allow-removed <key>', 'a customer that may be gone, or without its stack; may be repeated', collect)
    .option('--output <folder>', 'what the app writes into', 'cdktf.out')
    .action((options: StacksOptions & { output: string; changedSince?: string }) => {
      const portfolio = readOutput(options.output);
      const { changedSince } = options;
      const deployed = changedSince === undefined ? undefined : readDeployed(changedSince);
      const result = listStacks(portfolio, { ...options, deployed });
      const first =
        changedSince !== undefined && deployed === undefined
          ? [`${changedSince} holds nothing: every customer counts as changed`]
          : [];
      end({ ...result, messages: [...first, ...result.messages] });
    });
}

function limit(stacks: ListedStack[], what: string): void {
  if (stacks.length > MOST_JOBS) {
    const count = Math.ceil((stacks.length / MOST_JOBS) * 1.25);
    throw new UsageError(
      `${stacks.length} stacks, but ${what} has at most ${MOST_JOBS} jobs; ` +
        `list them in parts, --shard 1/${count} to --shard ${count}/${count}, or let each job deploy a part`,
    );
  }
}

/** The customer is still there, so it may be right; but nothing else would tell what became of the stack. */
function abandonment({ key, stack, onboarding }: PortfolioChanges['abandoned'][number]): string {
  return (
    `${key} was deployed as ${stack}, and its onboarding is "${onboarding}" now: nothing applies that stack any more, and ` +
    'its state still holds the delegation. To remove that, write "onboarding: terraform" and "status: offboarded", ' +
    `deploy, and change the onboarding then; if it shall stay, take it out of the state: --allow-removed ${key}`
  );
}

function notesOn({ selection }: PortfolioManifest): string[] {
  return selection === undefined ? [] : [`only what ${selection} selects was synthesized`];
}

/** A misspelt ring would deploy nobody, without a word. */
function unknownRings({ customers }: PortfolioManifest, rings: string[]): string[] {
  const known = [...new Set(Object.values(customers).flatMap(({ ring }) => ring ?? []))].sort();
  return rings
    .filter(ring => !known.includes(ring))
    .map(ring => `no customer has the ring "${ring}"; there is ${known.join(', ') || 'none'}`);
}

import type { Command } from 'commander';
import { isGuid } from '../azure';
import { matcherOf, visible } from '../text';
import { readOutput, readText } from './files';
import { lossesBefore, lossesOf, type PlanLoss } from './plan-losses';
import { type CommandResult, ExitCode, UsageError } from './result';
import { CustomerStatus } from '../manifest';
import { collect, customerWithStack } from './stacks';
import { parsePlan } from './terraform-plan';

/** A plan as text. */
export interface PlanText {
  /** What messages call it. */
  readonly name: string;
  readonly text: string;
}

/** What {@link guardPlans} lets pass. */
export interface GuardOptions {
  /** Addresses of resources that may go; `*` stands for anything. */
  readonly allow?: string[];
  /** The customer of the plans, if it is offboarded: its delegations may go. */
  readonly offboarded?: string;
  /** The object ids of the principals that earn; otherwise nobody may lose a permanent authorization. */
  readonly automation?: string[];
}

/** Looks whether plans take something away on which credit depends. */
export function guardPlans(plans: PlanText[], options: GuardOptions): CommandResult {
  const { automation = [], offboarded } = options;
  const noId = automation.find(id => !isGuid(id));
  if (noId !== undefined) {
    throw new UsageError(`--automation ${noId}: expected the object id of PEC-Automation (GUID)`);
  }
  const isAllowed = allowing(options);
  const output: string[] = [];
  const messages: string[] = [];
  let exitCode = ExitCode.FINE;
  for (const { name, text } of plans) {
    try {
      const plan = parsePlan(text, name);
      const losses = lossesOf(plan, automation);
      const refused = losses.filter(loss => !isAllowed(loss.address));
      output.push(
        `${name}: ${summaryOf(losses.length, refused.length)}${offboarded ? `; ${offboarded} is offboarded` : ''}`,
        ...losses.flatMap(loss =>
          refused.includes(loss) ? explain(loss) : [`  allowed: ${loss.address} ${loss.what}`],
        ),
        ...lossesBefore(plan, automation).map(loss => `  note: ${loss}`),
        ...(plan.isComplete ? [] : ['  note: the plan leaves resources out, as with -target; they were not looked at']),
      );
      exitCode = Math.max(exitCode, refused.length > 0 ? ExitCode.LOSS : ExitCode.FINE);
    } catch (error) {
      if (!(error instanceof UsageError)) {
        throw error;
      }
      messages.push(error.message);
      exitCode = ExitCode.UNUSABLE;
    }
  }
  return { output: output.map(line => `${visible(line)}\n`).join(''), messages, exitCode };
}

/** Adds `pec guard`. */
export function addGuard(program: Command, end: (result: CommandResult) => void): void {
  program
    .command('guard <plan...>')
    .summary('refuse plans that take away what credit depends on')
    .description(
      'Reads what "terraform show -json" says of plans; "-" is stdin. Ends with 1 if a plan deletes, replaces or ' +
        'forgets a delegation, an assignment, the partner admin link, or an application or service principal of Entra, ' +
        'or takes a permanent authorization away.',
    )
    .option('--allow <address>', 'a resource that may go; "*" stands for anything; may be repeated', collect)
    .option(
      '--automation <id>',
      'the object id of PEC-Automation: only its authorization counts; may be repeated',
      collect,
    )
    .option(
      '--stack <stack>',
      'let delegations go if portfolio.json says that the customer of this stack is offboarded',
    )
    .option('--output <folder>', 'what the app writes into, for --stack', 'cdktf.out')
    .action((files: string[], options: GuardOptions & { stack?: string; output: string }) => {
      let offboarded: string | undefined;
      if (options.stack !== undefined) {
        const [key, { status }] = customerWithStack(readOutput(options.output), options.stack);
        offboarded = status === CustomerStatus.OFFBOARDED ? key : undefined;
      }
      end(guardPlans(files.map(readPlan), { ...options, offboarded }));
    });
}

function readPlan(file: string): PlanText {
  return file === '-'
    ? { name: 'stdin', text: readText(0, 'give the plan as a file') }
    : { name: file, text: readText(file, 'make it with "terraform show -json"') };
}

function allowing({ allow = [], offboarded }: GuardOptions): (address: string) => boolean {
  const matchers = [...allow, ...(offboarded === undefined ? [] : ['azurerm_lighthouse_*'])].map(matcherOf);
  return address => matchers.some(matches => matches(address));
}

function summaryOf(losses: number, refused: number): string {
  if (losses === 0) {
    return 'nothing is lost';
  }
  const allowed = losses === refused ? '' : `${losses - refused} allowed`;
  const lost = refused === 0 ? '' : `${refused} ${refused === 1 ? 'loss' : 'losses'}`;
  return [lost, allowed].filter(part => part !== '').join(', ');
}

function explain({ address, what, lost, why, cure }: PlanLoss): string[] {
  return [
    `  ${address} ${what}`,
    `    lost:  ${lost}`,
    `    why:   ${why}`,
    `    cure:  ${cure}`,
    `    allow: --allow '${address}'`,
  ];
}

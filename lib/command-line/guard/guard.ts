import type { Command } from 'commander';
import { CustomerStatus } from '../../manifest';
import { matcherOf, visible } from '../../text';
import { readOutput, readText } from '../files';
import { collect } from '../options';
import { parsePlan, type TerraformPlan } from '../plan/terraform-plan';
import { type CommandResult, ExitCode, UsageError } from '../result';
import { customerWithStack } from '../stacks/stacks';
import { type Automation, automationIn } from './automation';
import { type Guarded, GUARDED_KINDS } from './guarded';
import type { PlanLoss } from './loss';
import { judgePlan } from './losses';

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
  /** The object ids of the principals that earn; otherwise nobody may lose a role that earns. */
  readonly automation?: string[];
}

/** Looks whether plans take something away on which credit depends. */
export function guardPlans(plans: PlanText[], options: GuardOptions): CommandResult {
  const { offboarded } = options;
  const messages: string[] = [];
  const parsed = plans.flatMap(plan => parsedOr(plan, messages));
  const unreadable = messages.length > 0;
  const automation = automationIn(
    parsed.map(({ plan }) => plan),
    options.automation ?? [],
    messages,
  );
  const isAllowed = allowing(options);
  const output: string[] = [];
  let exitCode = unreadable ? ExitCode.UNUSABLE : ExitCode.FINE;
  for (const { name, plan } of parsed) {
    const { losses, notes, guarded } = judgePlan(plan, automation);
    const refused = losses.filter(loss => !isAllowed(loss));
    output.push(
      `${name}: ${summaryOf(losses.length, refused.length, lookedAt(guarded, automation))}${offboarded ? `; ${offboarded} is offboarded` : ''}`,
      ...losses.flatMap(loss => (refused.includes(loss) ? explain(loss) : [`  allowed: ${loss.address} ${loss.what}`])),
      ...notes.map(note => `  note: ${note}`),
    );
    exitCode = Math.max(exitCode, refused.length > 0 ? ExitCode.LOSS : ExitCode.FINE);
  }
  return { output: output.map(line => `${visible(line)}\n`).join(''), messages, exitCode };
}

/** A file that is no sound plan does not hide what the others take away. */
function parsedOr(given: PlanText, messages: string[]): { name: string; plan: TerraformPlan }[] {
  const { name } = given;
  try {
    return [{ name, plan: parsePlan(given.text, name) }];
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    messages.push(error.message);
    return [];
  }
}

/** Adds `pec guard`. */
export function addGuard(program: Command, end: (result: CommandResult) => void): void {
  program
    .command('guard <plan...>')
    .summary('refuse plans that take away what credit depends on')
    .description(
      'Reads what "terraform show -json" says of plans; "-" is stdin. Ends with 1 if a plan deletes, replaces or ' +
        'forgets a delegation, an assignment, a template or policy that delegates, the partner admin link, or an ' +
        'application or service principal of Entra; if it disables a service principal; or if somebody no longer holds, ' +
        'permanently, a role that earns.',
    )
    .option('--allow <address>', 'a resource that may go; "*" stands for anything; may be repeated', collect)
    .option(
      '--automation <id>',
      'the object id of PEC-Automation: only that principal counts; may be repeated',
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
      end(guardPlans(files.map(planIn), { ...options, offboarded }));
    });
}

/** The text is read when it is judged, so that a file that cannot be read keeps no other from being judged. */
function planIn(file: string): PlanText {
  const name = file === '-' ? 'stdin' : file;
  return {
    name,
    get text() {
      return file === '-'
        ? readText(0, 'give the plan as a file')
        : readText(file, 'make it with "terraform show -json"');
    },
  };
}

/** The delegations of a customer that is offboarded go, whatever holds them, in whichever module. */
const OF_A_CUSTOMER: PlanLoss['kind'][] = ['delegation', 'assignment', 'template deployment'];

function allowing({ allow = [], offboarded }: GuardOptions): (loss: PlanLoss) => boolean {
  const matchers = allow.map(matcherOf);
  return ({ address, kind }) =>
    (offboarded !== undefined && OF_A_CUSTOMER.includes(kind)) || matchers.some(matches => matches(address));
}

function summaryOf(losses: number, refused: number, looks: string): string {
  if (losses === 0) {
    return `nothing is lost; ${looks}`;
  }
  const allowed = losses === refused ? '' : `${losses - refused} allowed`;
  const lost = refused === 0 ? '' : `${refused} ${refused === 1 ? 'loss' : 'losses'}`;
  return [lost, allowed].filter(part => part !== '').join(', ');
}

function lookedAt(guarded: Guarded[], { counted }: Automation): string {
  const counts = Object.entries(GUARDED_KINDS).flatMap(([one, several]) => {
    const count = guarded.filter(({ kind }) => kind === one).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  return counts.length === 0
    ? 'credit depends on nothing in it'
    : `looked at ${counts.join(', ')}${counted.length === 0 ? '' : ` for ${counted.join(', ')}`}`;
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

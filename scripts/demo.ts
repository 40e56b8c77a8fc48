/**
 * The whole flow without Azure: the portfolio example, applied with real Terraform to an emulated Azure on loopback.
 *
 *   npm run demo
 *   npm run demo -- --keep      leaves the emulation up until Ctrl-C and says how to use it
 *
 * Not started by the command tsx: that kills a program that does not answer Ctrl-C within a moment, and this one has to
 * clean up.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CUSTOMER_PIPELINES } from '../test/e2e/fabrikam';
import { Stage } from '../test/e2e/stage';
import { missingTools, TerraformError } from '../test/e2e/terraform';
import { removeDelegation, verify } from '../test/e2e/verification';
import { holdingsOf } from './demo/holdings';
import { Interruption } from './demo/interruption';
import { inviteOwnTerraform } from './demo/own-terraform';
import { sharePlugins } from './demo/plugin-cache';
import { wrap, COLUMNS } from './demo/text';

const IDENTITY = 'pec-identity';
const LINK = 'partner-link';
const LEAVING = 'customer-contoso';

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
  const interruption = new Interruption();
  const removePlugins = sharePlugins();
  let stage: Stage | undefined;
  try {
    const missing = await missingTools();
    interruption.check();
    stage = await Stage.open();
    if (missing === undefined) {
      await demonstrate(stage, interruption, values.keep);
    } else {
      synthesizeOnly(stage, missing);
    }
    return 0;
  } catch (error) {
    // Ctrl-C may have killed the example before this process is told of it.
    await sleep(50);
    if (interruption.exitCode === undefined) {
      print(`\n${explain(error)}`);
      return 1;
    }
    return interruption.exitCode;
  } finally {
    await stage?.close();
    removePlugins();
    if (interruption.exitCode !== undefined) {
      print('\nStopped; nothing is left running.');
    }
  }
}

async function demonstrate(stage: Stage, interruption: Interruption, keep: boolean): Promise<void> {
  await step('examples/portfolio', () => {
    stage.runExample('portfolio');
    return `${stacksOf(stage).length} stacks synthesized`;
  });
  interruption.check();
  await apply(stage, IDENTITY, 'Identity pipeline');

  let report = '';
  await step('examples/portfolio', async () => {
    const { principal_id, client_id } = await stage.stack(IDENTITY).outputs();
    report = stage.runExample('portfolio', { PEC_PRINCIPAL_ID: principal_id, PEC_CLIENT_ID: client_id });
    return 'synthesized again with the ids of PEC-Automation';
  });
  interruption.check();
  await apply(stage, LINK, 'PEC-Automation');
  const customers = stacksOf(stage).filter(stack => stack !== IDENTITY && stack !== LINK);
  for (const stack of customers) {
    interruption.check();
    await apply(stage, stack, CUSTOMER_PIPELINES[stack]);
  }

  heading('Would they earn? The declaration says');
  print(readinessIn(report));
  heading('What the emulated Azure now holds');
  print(holdingsOf(stage));
  interruption.check();
  heading('Is it really there? pec verify asks Azure');
  print((await verify(stage)).table);
  interruption.check();
  await removeDelegation(stage, LEAVING);
  heading(`${CUSTOMER_PIPELINES[LEAVING].replace(' pipeline', '')} removes its delegation; no plan has run since`);
  print((await verify(stage)).table);
  if (keep) {
    interruption.check();
    heading('What pec verify says to do');
    await apply(stage, LEAVING, CUSTOMER_PIPELINES[LEAVING]);
    heading('Your turn');
    print(inviteOwnTerraform(stage, [IDENTITY, LINK, ...customers]));
    await interruption.wait();
    interruption.check();
  }
}

function synthesizeOnly(stage: Stage, missing: string): void {
  print(wrap(`Nothing can be applied here: ${missing}`, COLUMNS).join('\n'));
  heading('Would they earn? The declaration says');
  print(readinessIn(stage.runExample('portfolio')));
  print('\nThe stacks were synthesized; the apply was skipped.');
}

async function apply(stage: Stage, name: string, signedInAs: string): Promise<void> {
  await step(name, async () => {
    const stack = stage.stack(name);
    await stack.init();
    const resources = /Resources: (.*)\./.exec(await stack.apply())?.[1] ?? '';
    const done = resources.split(', ').filter(part => !part.startsWith('0 '));
    return `applied, signed in as ${signedInAs}: ${done.join(', ') || 'no changes'}`;
  });
}

/** A line of progress: the name at once, the rest when it is done. */
async function step(name: string, work: () => string | Promise<string>): Promise<void> {
  process.stdout.write(name.padEnd(22));
  const start = performance.now();
  const done = await work();
  print(`${done.padEnd(66)}  ${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s`);
}

function stacksOf(stage: Stage): string[] {
  return readdirSync(join(stage.outdir, 'stacks')).sort();
}

/** The example prints the files that it wrote, an empty line, and the table. */
function readinessIn(output: string): string {
  return output.slice(output.indexOf('\n\n') + 2).trimEnd();
}

/** What Terraform says went wrong, without what it had done until then. */
function explain(error: unknown): string {
  if (error instanceof TerraformError) {
    const start = error.message.search(/^(╷|Error:)/m);
    return start === -1 ? error.message : error.message.slice(start).trimEnd();
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function heading(text: string): void {
  print(`\n${text}\n${'─'.repeat(text.length)}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

// A reader that has gone, such as `head`, must not keep the rest from being cleaned up.
process.stdout.on('error', () => undefined);
void main().then(exitCode => {
  process.exit(exitCode);
});

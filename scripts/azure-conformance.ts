/**
 * Asks an Azure of the caller's the questions that the emulated Azure can only guess at.
 *
 *   npm run azure:conformance -- --help
 *
 * Not started by the command tsx: that kills a program that does not answer Ctrl-C within a moment, and this one has to
 * clean up.
 */
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cloudFrom } from './azure-conformance/cloud';
import { conformance, writeTranscript } from './azure-conformance/conformance';
import { Unsuitable } from './azure-conformance/preconditions';
import { exitCodeOf, reportLines } from './azure-conformance/report';
import { SignInError } from './azure-conformance/session';
import { settingsFrom, VARIABLES } from './azure-conformance/settings';
import { Interrupted, Interruption } from './demo/interruption';

const COULD_NOT_RUN = 2;
const PAUSE_MILLISECONDS = 10_000;
const GLANCE_MILLISECONDS = 250;
const MOST_PAUSES = 120;
const TRANSCRIPT = 'azure-conformance.json';

const USAGE = `Asks an Azure of yours what the emulated Azure can only guess, and says guess by guess whether it agrees.

  npm run azure:conformance -- [--yes] [--readiness FILE]… [--no-readiness] [--transcript FILE]

It writes: throw-away offers in a subscription, and a link and an application of a tenant, all taken away at the end and on
Ctrl-C. It asks before. It refuses a subscription that holds a delegation, and never unregisters a provider.

  --yes              does not ask before it writes
  --readiness FILE   a report of yours; a principal that stands in it is not linked. Else readiness.json here or in cdktf.out
  --no-readiness     there is no such report
  --transcript FILE  where the answers are written, without secrets, tokens, ids and names [${TRANSCRIPT}]
  --pause SECONDS    how long to wait between two looks [${PAUSE_MILLISECONDS / 1000}]

Variables of the environment:

${Object.entries(VARIABLES)
  .map(([name, meaning]) => `  ${name}\n      ${meaning}`)
  .join('\n')}

The public cloud is asked, or the one that ARM_METADATA_HOSTNAME names; SSL_CERT_FILE or NODE_EXTRA_CA_CERTS has its authority.

Ends with 0 if all that was asked agrees, 1 if something differs, 2 if it could not run or something was left
behind, 130 after Ctrl-C.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      yes: { type: 'boolean', default: false },
      readiness: { type: 'string', multiple: true, default: [] },
      'no-readiness': { type: 'boolean', default: false },
      transcript: { type: 'string', default: TRANSCRIPT },
      pause: { type: 'string', default: String(PAUSE_MILLISECONDS / 1000) },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const { settings, faults } = settingsFrom(process.env);
  if (!settings) {
    say(['Nothing was asked:', ...faults.map(fault => `  - ${fault}`), '--help says more.'].join('\n'));
    return COULD_NOT_RUN;
  }
  const interruption = new Interruption();
  const cloud = await cloudFrom(process.env);
  try {
    const report = await conformance({
      cloud,
      settings,
      readiness: { files: values.readiness, none: values['no-readiness'] },
      patience: { pause: () => waited(Number(values.pause) * 1000, interruption), most: MOST_PAUSES },
      say,
      mayWrite: plan => mayWrite(plan, values.yes),
      check: () => interruption.check(),
    });
    if (!report) {
      say('Nothing was written.');
      return COULD_NOT_RUN;
    }
    reportLines(report).forEach(say);
    writeTranscript(values.transcript, report);
    say(`${values.transcript} has the answers; read it before you hand it in.`);
    return exitCodeOf(report);
  } catch (error) {
    if (error instanceof Interrupted) {
      say('Stopped.');
    } else if (error instanceof Unsuitable || error instanceof SignInError) {
      say(`Nothing was asked: ${error.message}`);
    } else {
      throw error;
    }
    return interruption.exitCode ?? COULD_NOT_RUN;
  } finally {
    cloud.agent.destroy();
  }
}

/** Waits, but not on after Ctrl-C. */
async function waited(milliseconds: number, interruption: Interruption): Promise<void> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end && interruption.exitCode === undefined) {
    await sleep(Math.min(GLANCE_MILLISECONDS, milliseconds));
  }
}

async function mayWrite(plan: readonly string[], isSaid: boolean): Promise<boolean> {
  say(['It will', ...plan.map(step => `  - ${step}`)].join('\n'));
  if (isSaid || !process.stdin.isTTY) {
    return isSaid;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Go on? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  exitCode => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = COULD_NOT_RUN;
  },
);

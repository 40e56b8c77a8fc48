/**
 * Asks an Azure of the caller's the questions that the emulated Azure can only guess at.
 *
 *   npm run azure:conformance -- --help
 *
 * Not started by the command tsx: that kills a program that does not answer Ctrl-C within a moment, and this one has to
 * clean up.
 */
import { createInterface } from 'node:readline/promises';
import { type Cloud, cloudFrom } from './azure-conformance/cloud';
import { conformance, writeTranscript } from './azure-conformance/conformance';
import { expectWritable } from './azure-conformance/given-files';
import { commandLineFrom, OPTIONS } from './azure-conformance/options';
import { exitCodeOf, reportLines } from './azure-conformance/report';
import { settingsFrom, VARIABLES } from './azure-conformance/settings';
import { Unsuitable } from './azure-conformance/unsuitable';
import { waited } from './azure-conformance/waiting';
import { Interrupted, Interruption } from './demo/interruption';

const COULD_NOT_RUN = 2;
const MOST_PAUSES = 120;

const USAGE = `Asks an Azure of yours what the emulated Azure can only guess, and says guess by guess whether it agrees.

  npm run azure:conformance -- [--yes] [--readiness FILE]… [--no-readiness] [--transcript FILE]
      [--pause SECONDS]

It writes: throw-away offers in a subscription, and a link and an application of a tenant, all taken away at the end and on
Ctrl-C. It asks before. It refuses a subscription that holds a delegation, and never unregisters a provider.

${OPTIONS}

Variables of the environment:

${Object.entries(VARIABLES)
  .map(([name, meaning]) => `  ${name}\n      ${meaning}`)
  .join('\n')}

The public cloud is asked, or the one that ARM_METADATA_HOSTNAME names; SSL_CERT_FILE or NODE_EXTRA_CA_CERTS has its authority.

Ends with
  0    all that was asked agrees
  1    something differs
  2    it could not run, or not to its end, or something was left behind
  130  somebody pressed Ctrl-C (143: it was sent SIGTERM); what it had made is taken away, and no transcript is written`;

async function main(): Promise<number> {
  const interruption = new Interruption();
  let cloud: Cloud | undefined;
  try {
    const { help, yes, readiness, transcript, pauseSeconds } = commandLineFrom(process.argv.slice(2));
    if (help) {
      say(USAGE);
      return 0;
    }
    const { settings, faults } = settingsFrom(process.env);
    if (!settings) {
      say(['Nothing was asked:', ...faults.map(fault => `  - ${fault}`), '--help says more.'].join('\n'));
      return COULD_NOT_RUN;
    }
    expectWritable('--transcript', transcript, 'name a file in a folder that you may write to');
    cloud = await cloudFrom(process.env);
    const report = await conformance({
      cloud,
      settings,
      readiness,
      patience: { pause: (seconds = pauseSeconds) => waited(seconds * 1000, interruption), most: MOST_PAUSES },
      say,
      mayWrite: plan => mayWrite(plan, yes),
      check: () => interruption.check(),
    });
    if (!report) {
      say('Nothing was written.');
      return COULD_NOT_RUN;
    }
    reportLines(report).forEach(say);
    writeTranscript(transcript, report);
    say(`${transcript} has the answers; read it before you hand it in.`);
    return exitCodeOf(report);
  } catch (error) {
    if (error instanceof Interrupted) {
      say('Stopped.');
    } else if (error instanceof Unsuitable) {
      say(`Nothing was asked: ${error.message}`);
    } else {
      throw error;
    }
    return interruption.exitCode ?? COULD_NOT_RUN;
  } finally {
    cloud?.agent.destroy();
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

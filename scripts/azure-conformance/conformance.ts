import { writeFileSync } from 'node:fs';
import { ASSIGNMENT_GUESSES, askAssignments } from './assignments';
import { CleanUp } from './clean-up';
import type { Cloud } from './cloud';
import type { Context, Patience } from './context';
import { askBilling } from './billing';
import { askDefinitions, DEFINITION_GUESSES } from './definitions';
import { askDirectory } from './directory';
import { Findings, type Result } from './findings';
import { askPartnerLink, LINK_GUESSES } from './partner-link';
import { inspectSubscription, type ReadinessOptions, readReports, reasonNotToLink } from './preconditions';
import { askRegistration } from './registration';
import { Session } from './session';
import type { Settings } from './settings';
import { ThrowAwayOffers } from './throw-away-offers';
import { Transcript } from './transcript';
import { Unsuitable } from './unsuitable';

/** What a run needs besides the settings. */
export interface ConformanceOptions {
  readonly cloud: Cloud;
  readonly settings: Settings;
  readonly readiness: ReadinessOptions;
  readonly patience: Patience;
  readonly say: (line: string) => void;
  /** Asks the caller whether to write. */
  readonly mayWrite: (plan: readonly string[]) => Promise<boolean>;
  /** Throws once somebody has pressed Ctrl-C. */
  readonly check: () => void;
}

/** What a run found. */
export interface ConformanceReport {
  readonly results: readonly Result[];
  /** What took how long, in seconds. */
  readonly durations: Readonly<Record<string, number>>;
  /** What could not be taken away again. */
  readonly left: readonly string[];
  /** Why not everything was asked that could have been. */
  readonly cutShort?: string;
  readonly transcript: Transcript;
}

/**
 * Asks an Azure the questions behind the guesses. Undefined if the caller did not allow it to write.
 *
 * @throws Unsuitable before anything is written
 */
export async function conformance(options: ConformanceOptions): Promise<ConformanceReport | undefined> {
  const { cloud, settings, readiness, say, check } = options;
  const reports = readReports(readiness);
  const transcript = new Transcript();
  const findings = new Findings();
  const cleanUp = new CleanUp();
  let isCleaning = false;
  const checkUnlessCleaning = (): void => {
    if (!isCleaning) {
      check();
    }
  };
  const patience: Patience = {
    most: options.patience.most,
    pause: async seconds => {
      checkUnlessCleaning();
      await options.patience.pause(seconds);
      checkUnlessCleaning();
    },
  };
  const parts = { cloud, patience, transcript };
  const context: Context = {
    settings,
    customer: new Session('customer’s application', settings.customer, parts),
    managing: new Session('managing application', settings.managing, parts),
    contributor: settings.contributor && new Session('contributor', settings.contributor, parts),
    findings,
    cleanUp,
    durations: {},
    patience,
    say,
  };

  // Whoever cannot sign in shall not come to light when half is asked.
  for (const session of [context.customer, context.managing, context.contributor]) {
    await session?.objectId();
  }
  const isRegistered = await inspectSubscription(context);
  const reason = await reasonNotToLink(context, reports, readiness);
  if (!(await options.mayWrite(planOf(settings, isRegistered, reason)))) {
    return undefined;
  }
  let left: string[] = [];
  let cutShort: string | undefined;
  try {
    await ask(context, isRegistered, reason, check);
  } catch (error) {
    if (!(error instanceof Unsuitable)) {
      throw error;
    }
    // What was answered so far is worth its time.
    cutShort = error.message;
    say(`The questions end here: ${cutShort}`);
  } finally {
    isCleaning = true;
    say('cleaning up');
    left = await cleanUp.run();
    left.forEach(what => say(`LEFT BEHIND: ${what}. Delete it yourself.`));
  }
  return { results: findings.results(), durations: context.durations, left, cutShort, transcript };
}

async function ask(context: Context, isRegistered: boolean, reasonNot: string | undefined, check: () => void) {
  const { findings, managing, say } = context;
  const begin = (section: string): void => {
    check();
    say(`asking about ${section}`);
  };
  const offers = new ThrowAwayOffers(context, await managing.objectId());
  begin('the registration');
  if (await askRegistration(context, isRegistered)) {
    begin('definitions');
    const definition = await askDefinitions(context, offers);
    begin('assignments');
    await (definition
      ? askAssignments(context, offers, definition)
      : findings.skip(ASSIGNMENT_GUESSES, 'there was no definition to assign'));
  } else {
    findings.skip([...DEFINITION_GUESSES, ...ASSIGNMENT_GUESSES], 'the registration did not end in time');
  }
  begin('partner admin links');
  await (reasonNot === undefined ? askPartnerLink(context) : findings.skip(LINK_GUESSES, reasonNot));
  begin('applications');
  await askDirectory(context);
  begin('bills');
  await askBilling(context);
}

function planOf(settings: Settings, isRegistered: boolean, reason: string | undefined): string[] {
  return [
    ...(isRegistered
      ? []
      : [`register Microsoft.ManagedServices in subscription ${settings.subscriptionId}, for good`]),
    `make, change, assign and delete offers named "azure-conformance …" in that subscription`,
    ...(reason === undefined
      ? [`link the managing application with Partner ID ${settings.partnerId}, and unlink it`]
      : []),
    'make an application named "azure-conformance …" in the managing tenant, if it may, and delete it',
  ];
}

/** Writes what may be handed in; the folder is there. */
export function writeTranscript(file: string, { results, durations, transcript }: ConformanceReport): void {
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(file, `${JSON.stringify({ day, results, durations, exchanges: transcript.exchanges }, null, 2)}\n`);
}

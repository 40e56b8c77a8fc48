import type { AzureAnswer } from '../../emulator';
import type { CleanUp } from './clean-up';
import type { Findings } from './findings';
import type { Session } from './session';
import type { Settings } from './settings';

/** What the questions ask with. */
export interface Context {
  readonly settings: Settings;
  readonly customer: Session;
  readonly managing: Session;
  readonly contributor?: Session;
  readonly findings: Findings;
  readonly cleanUp: CleanUp;
  /** What took how long, in seconds. */
  readonly durations: Record<string, number>;
  readonly patience: Patience;
  /** Says what is going on. */
  readonly say: (line: string) => void;
}

/** How long to wait for something. */
export interface Patience {
  /**
   * Waits once. Throws if somebody pressed Ctrl-C.
   *
   * @param seconds how long, if the service said so
   */
  readonly pause: (seconds?: number) => Promise<void>;
  /** How many times at most. */
  readonly most: number;
}

/** Asks until the answer is the wanted one, or patience is over; the last answer. */
export async function until(
  { pause, most }: Patience,
  ask: () => Promise<AzureAnswer>,
  isWanted: (answer: AzureAnswer) => boolean,
): Promise<AzureAnswer> {
  let answer = await ask();
  for (let i = 1; i < most && !isWanted(answer); i++) {
    await pause();
    answer = await ask();
  }
  return answer;
}

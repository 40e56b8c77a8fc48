import type { AzureAnswer } from '../../emulator';
import type { Patience } from './context';
import { reasonOf, Unsuitable } from './unsuitable';

const MOST_WAITS = 5;
const MOST_SECONDS = 300;

/** The answer to one request. Throws an `Unsuitable` that names the variables if there is none. */
export async function answered(endpoint: string, ask: () => Promise<AzureAnswer>): Promise<AzureAnswer> {
  try {
    return await ask();
  } catch (error) {
    throw new Unsuitable(
      `${endpoint} did not answer (${reasonOf(error)}): it has to be reachable from here, ARM_METADATA_HOSTNAME has to name ` +
        'your cloud or be unset, and SSL_CERT_FILE or NODE_EXTRA_CA_CERTS has to hold its authority if it is not a usual one',
    );
  }
}

/**
 * The answer to a request that is repeated while Azure asks for fewer requests: a 429 says nothing about what was asked.
 *
 * Waits as long as `Retry-After` says, but not without end.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export async function unthrottled(
  { pause }: Patience,
  endpoint: string,
  ask: () => Promise<AzureAnswer>,
): Promise<AzureAnswer> {
  let answer = await answered(endpoint, ask);
  for (let waits = 0; answer.status === 429; waits++) {
    if (waits === MOST_WAITS) {
      throw new Unsuitable(`${endpoint} still answers 429 after ${MOST_WAITS} waits: try again in an hour`);
    }
    await pause(secondsToWait(answer));
    answer = await answered(endpoint, ask);
  }
  return answer;
}

/** Undefined if Azure does not say. */
function secondsToWait({ headers }: AzureAnswer): number | undefined {
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? Math.min(seconds, MOST_SECONDS) : undefined;
}

import { parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import type { ReadinessOptions } from './preconditions';
import { Unsuitable } from './unsuitable';

const SECONDS = 10;
const TRANSCRIPT = 'azure-conformance.json';

/** What the caller says on the command line. */
export interface CommandLine {
  readonly help: boolean;
  readonly yes: boolean;
  readonly readiness: ReadinessOptions;
  readonly transcript: string;
  readonly pauseSeconds: number;
}

/** What each option is, for whoever calls the program. */
export const OPTIONS = `  --yes              does not ask before it writes
  --readiness FILE   a report of yours; a principal that stands in it is not linked. Else readiness.json here or in cdktf.out
  --no-readiness     there is no such report
  --transcript FILE  where the answers are written, without secrets, tokens, ids and names [${TRANSCRIPT}]
  --pause SECONDS    how long to wait between two looks [${SECONDS}]`;

/** The options in the arguments of a program. Throws an `Unsuitable`. */
export function commandLineFrom(args: readonly string[]): CommandLine {
  const values = parsed(args);
  const pauseSeconds = Number(values.pause);
  if (!(Number.isFinite(pauseSeconds) && pauseSeconds > 0)) {
    throw new Unsuitable(`--pause "${values.pause}" is no number above 0: give seconds, such as --pause ${SECONDS}`);
  }
  return {
    help: values.help,
    yes: values.yes,
    readiness: { files: values.readiness, none: values['no-readiness'] },
    transcript: values.transcript,
    pauseSeconds,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        yes: { type: 'boolean', default: false },
        readiness: { type: 'string', multiple: true, default: [] },
        'no-readiness': { type: 'boolean', default: false },
        transcript: { type: 'string', default: TRANSCRIPT },
        pause: { type: 'string', default: String(SECONDS) },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Unsuitable(`${isNativeError(error) ? error.message : String(error)}; --help says more`);
  }
}

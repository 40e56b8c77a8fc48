import { isatty } from 'node:tty';
import { type Ask, converse } from './conversation';

/** Where a command writes, and perhaps somebody answers. */
export interface Terminal {
  /** Writes to stdout. */
  out(text: string): void;
  /** Writes to stderr. */
  error(text: string): void;
  /** Whether a person looks at stdout and wants colours. */
  readonly hasColour: boolean;
  /** Whether a person looks at stderr, where lines can be rewritten. */
  readonly isWatched: boolean;
  /** Talks with a person; undefined where nobody could answer. */
  readonly converse?: <T>(talk: (ask: Ask) => Promise<T>) => Promise<T>;
}

/** The terminal of this process. */
export function ownTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A reader that has seen enough, such as `head`, is no fault.
      if (error.code !== 'EPIPE') {
        throw error;
      }
    });
  }
  return {
    out: text => void process.stdout.write(text),
    error: text => void process.stderr.write(text),
    // https://no-color.org: any value that is not empty.
    hasColour: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    isWatched: process.stderr.isTTY && process.env.TERM !== 'dumb',
    // process.stdin is not touched before: Node makes a pipe non-blocking then, and a plan that is still being written to
    // it could not be read any more.
    converse: isatty(0) && isatty(2) ? talk => converse(process.stdin, process.stderr, talk) : undefined,
  };
}

const CLEAR_LINE = '\r\u001b[K';

/**
 * Says on stderr what takes long: the seconds, in one line that goes in the end, if somebody watches; one line otherwise.
 *
 * @param what what is done, such as `Synthesizing`; or what says so, where that changes
 */
export async function withProgress<T>(terminal: Terminal, what: string | (() => string), work: Promise<T>): Promise<T> {
  const said = () => (typeof what === 'string' ? what : what());
  if (!terminal.isWatched) {
    terminal.error(`${said()}\n`);
    return work;
  }
  const start = performance.now();
  const show = () => terminal.error(`${CLEAR_LINE}${said()} … ${Math.round((performance.now() - start) / 1000)} s`);
  show();
  const timer = setInterval(show, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    terminal.error(CLEAR_LINE);
  }
}

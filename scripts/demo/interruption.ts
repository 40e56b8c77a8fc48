import { constants } from 'node:os';
import { descendants, endDescendants } from './processes';

/** Thrown where the work stops because somebody pressed Ctrl-C. */
export class Interrupted extends Error {}

/**
 * Makes SIGINT and SIGTERM end what was started from here on, so that the work fails where it is and cleans up behind
 * itself on its way out.
 */
export class Interruption {
  private readonly spared = new Set(descendants());
  private signal?: NodeJS.Signals;
  private wake: () => void = () => undefined;
  private readonly woken = new Promise<void>(resolve => {
    this.wake = resolve;
  });

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // More than once: both the terminal and npm may send it.
      process.on(signal, () => {
        if (this.signal === undefined) {
          this.signal = signal;
          endDescendants(this.spared);
          // Whatever comes next on the way out must not begin either.
          setInterval(() => endDescendants(this.spared), 50).unref();
          this.wake();
        }
      });
    }
  }

  /** What the shell is told: 128 and the number of the signal. Undefined without one. */
  public get exitCode(): number | undefined {
    return this.signal && 128 + constants.signals[this.signal];
  }

  /** Throws if a signal has come. */
  public check(): void {
    if (this.signal) {
      throw new Interrupted(this.signal);
    }
  }

  /** Waits for a signal. */
  public async wait(): Promise<void> {
    // A pending promise alone does not keep the process.
    const timer = setInterval(() => undefined, 60_000);
    await this.woken;
    clearInterval(timer);
  }
}

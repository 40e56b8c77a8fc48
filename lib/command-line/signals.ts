const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The signal that came while work was under way, if one did. */
export type HeldSignal = () => NodeJS.Signals | undefined;

/** Does work that no SIGINT or SIGTERM cuts off; it has to ask for the signal wherever it can stop. */
export async function withSignalsHeld<T>(work: (signal: HeldSignal) => Promise<T>): Promise<T> {
  let held: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals) => (held = signal);
  SIGNALS.forEach(signal => process.on(signal, hold));
  try {
    return await work(() => held);
  } finally {
    SIGNALS.forEach(signal => process.off(signal, hold));
  }
}

/** Does work, and cleans up after it, also where SIGINT or SIGTERM ends the process in the middle of it. */
export async function withCleanUp<T>(cleanUp: () => void, work: () => Promise<T>): Promise<T> {
  const end = (signal: NodeJS.Signals) => {
    cleanUp();
    // Nobody listens any more, so it ends the process as it would have.
    process.kill(process.pid, signal);
  };
  SIGNALS.forEach(signal => process.once(signal, end));
  try {
    return await work();
  } finally {
    SIGNALS.forEach(signal => process.off(signal, end));
    cleanUp();
  }
}

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

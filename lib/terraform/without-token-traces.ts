/**
 * Runs something that makes many tokens without the stack trace that cdktf keeps for each.
 *
 * A trace says which line of a program made a token. Where customers come from a list, all of them come from one line,
 * and taking thousands of copies of it costs a tenth of the time and a fifth of the memory of synth. Errors keep their
 * traces: V8 takes those by itself.
 */
export function withoutTokenTraces<T>(run: () => T): T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back below, never called from here
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => undefined;
  try {
    return run();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}

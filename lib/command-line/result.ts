import { messageOf } from '../text';

/** How a command ends. Public: pipelines decide by it. */
export enum ExitCode {
  /** Nothing is lost. */
  FINE = 0,
  /** Credit, a delegation, or the way to remove it is lost, or would be; of `pec recover`: something needs a person. */
  LOSS = 1,
  /** Wrong usage, or something that cannot be read, which must not pass for a judgement. */
  UNUSABLE = 2,
}

/** What a command has to say. */
export interface CommandResult {
  /** The text for stdout, with its last line break. */
  readonly output: string;
  /** Lines for stderr. */
  readonly messages: string[];
  readonly exitCode: ExitCode;
}

/** Ends a command with {@link ExitCode.UNUSABLE}; the message is one line that names the cure. */
export class UsageError extends Error {}

/** Runs what throws because of what it reads, and makes such an error a {@link UsageError} with a subject in front. */
export function readingOf<T>(subject: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${subject}${messageOf(error)}`);
  }
}

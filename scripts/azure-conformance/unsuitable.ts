import { isNativeError } from 'node:util/types';

/** Why this program does not go on with what it was given: one line that says where it is from, and the cure. */
export class Unsuitable extends Error {}

/** The code of an error of Node's, such as `ENOENT`, else its message. */
export function reasonOf(error: unknown): string {
  if (!isNativeError(error)) {
    return String(error);
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

import { memberOf } from './value';

/** What an error says. In JavaScript anything can be thrown; and what Node throws in a test is no `Error` of the test's. */
export function messageOf(thrown: unknown): string {
  const message = memberOf(thrown, 'message');
  return typeof message === 'string' ? message : String(thrown);
}

/** The code of an error of Node, such as `ENOENT`. */
export function codeOf(thrown: unknown): string | undefined {
  const code = memberOf(thrown, 'code');
  return typeof code === 'string' ? code : undefined;
}

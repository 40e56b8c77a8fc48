import { readFileSync } from 'node:fs';
import { codeOf, messageOf } from '../../lib/text';

/** What something throws. */
function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const MISSING = thrownBy(() => readFileSync('no-such-file'));

describe('messageOf', () => {
  it.each([
    ['an error', new Error('this is broken'), 'this is broken'],
    ['an error of Node', MISSING, "ENOENT: no such file or directory, open 'no-such-file'"],
    ['a text', 'broken', 'broken'],
    ['nothing', undefined, 'undefined'],
    ['an object that says nothing', { message: 3 }, '[object Object]'],
  ])('says what %s says', (_what, thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});

describe('codeOf', () => {
  it.each([
    ['an error of Node', MISSING, 'ENOENT'],
    ['another error', new Error('this is broken'), undefined],
    ['a number for a code', { code: 3 }, undefined],
    ['a text', 'ENOENT', undefined],
  ])('is the code of %s', (_what, thrown, code) => {
    expect(codeOf(thrown)).toBe(code);
  });
});

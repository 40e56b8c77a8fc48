import { isList, isRecord, memberOf, textOrNone } from '../../lib/text';

/** A list that says what it is, and nothing else. */
const HOSTILE = new Proxy<unknown[]>([], {
  get() {
    throw new Error('trap');
  },
});

describe('memberOf', () => {
  it.each([
    ['an object', { a: 1 }, 1],
    ['an object without it', {}, undefined],
    ['null', null, undefined],
    ['a text', 'a', undefined],
    ['a Proxy that throws', HOSTILE, undefined],
  ])('asks %s', (_what, value, member) => {
    expect(memberOf(value, 'a')).toBe(member);
  });
});

/** A list that nobody can ask any more. */
function revoked(): unknown[] {
  const { proxy, revoke } = Proxy.revocable<unknown[]>([], {});
  revoke();
  return proxy;
}

describe('isRecord', () => {
  it.each([[{}], [{ a: 1 }], [new Date(0)]])('is true of %p', value => {
    expect(isRecord(value)).toBe(true);
  });

  it.each([[null], [undefined], [[]], ['text'], [3]])('is false of %p', value => {
    expect(isRecord(value)).toBe(false);
  });
});

describe('isList', () => {
  it.each([
    ['an empty list', []],
    ['a list', [1]],
    ['a list that answers nothing', HOSTILE],
  ])('is true of %s', (_what, value) => {
    expect(isList(value)).toBe(true);
  });

  it.each([
    ['an object', { length: 1 }],
    ['a text', 'ab'],
    ['nothing', undefined],
    ['a Proxy that is gone', revoked()],
  ])('is false of %s', (_what, value) => {
    expect(isList(value)).toBe(false);
  });
});

describe('textOrNone', () => {
  it.each([
    ['text', 'text'],
    ['', ''],
    [undefined, ''],
    [3, ''],
    [{ toString: () => 'text' }, ''],
  ])('of %p is %p', (value, text) => {
    expect(textOrNone(value)).toBe(text);
  });
});

import { expansionFault } from '../../lib/portfolio/yaml-aliases';
import { parse } from '../../lib/portfolio/yaml-document';

const documentOf = (text: string) => parse(text, 'customers.yaml').document;
const faultOf = (text: string) => expansionFault(documentOf(text));
const times = (number: number, textOf: (i: number) => string, between = ', ') =>
  Array.from({ length: number }, (_, i) => textOf(i)).join(between);

describe('an alias', () => {
  it('stands for the last anchor of its name that is in front of it', () => {
    const text = 'a: &x one\nb: *x\nc: &x [two]\nd: *x\ne: { f: &y three, g: *x }\nh: *y\n';
    expect(documentOf(text).toJS({ maxAliasCount: -1 })).toEqual({
      a: 'one',
      b: 'one',
      c: ['two'],
      d: ['two'],
      e: { f: 'three', g: ['two'] },
      h: 'three',
    });
  });

  it('may be the anchor of nothing, and is itself none', () => {
    expect(faultOf('a: &x one\nb: [*x, *x]\n')).toBeUndefined();
  });
});

describe('what aliases come to', () => {
  it.each([
    [98, undefined],
    [99, 'has aliases that nest too deeply; write customers as lists of objects'],
  ])('nests 100 levels at most: %d lists in a row, in a list of an object', (number, fault) => {
    expect(faultOf(`z:\n  - &a0 []\n${times(number, i => `  - &a${i + 1} [*a${i}]\n`, '')}`)).toBe(fault);
  });

  it('nests also by objects, and by what they take over', () => {
    const DEEP = 'has aliases that nest too deeply; write customers as lists of objects';
    expect(faultOf(`z:\n  - &a0 {}\n${times(99, i => `  - &a${i + 1} { k: *a${i} }\n`, '')}`)).toBe(DEEP);
    expect(faultOf(`z:\n  - &a0 {}\n${times(99, i => `  - &a${i + 1} { <<: { k: *a${i} } }\n`, '')}`)).toBe(DEEP);
    expect(faultOf(`z:\n  - &a0 {}\n${times(99, i => `  - &a${i + 1} { <<: *a${i} }\n`, '')}`)).toBeUndefined();
  });

  // A list of 1,000, and aliases of it: 1,003 + 1,001 n values, of which 1,003 + n are written.
  it.each([
    [221, undefined],
    [
      222,
      'has aliases that repeat aliases until nobody can read it all; write out what customers share, without an alias in it',
    ],
  ])('is a hundred times what is written, and 100,000, at most: %d aliases', (number, fault) => {
    expect(faultOf(`a: &a [${times(1_000, String)}]\nb: [${times(number, () => '*a')}]\n`)).toBe(fault);
  });

  // An object of 200 properties that n objects take over: 200 n, where 203 + 2 n values are written.
  it.each([
    [66, undefined],
    [67, 'takes over too many properties by <<; take over fewer, from objects that take over nothing themselves'],
  ])('is ten properties taken over for each value, and 10,000, at most: %d objects', (number, fault) => {
    expect(faultOf(`z: &z {${times(200, i => `k${i}: v`)}}\ny:\n${times(number, () => '  - <<: *z\n', '')}`)).toBe(
      fault,
    );
  });

  it('counts what an object takes over that took it over itself, each time anew', () => {
    const chain = times(99, i => `  - &a${i + 1} { <<: *a${i}, k${i}: v }\n`, '');
    expect(faultOf(`z:\n  - &a0 { ${times(100, i => `p${i}: v`)} }\n${chain}`)).toBe(
      'takes over too many properties by <<; take over fewer, from objects that take over nothing themselves',
    );
    const same = times(99, () => '  - { <<: *a0, k: v }\n', '');
    expect(faultOf(`z:\n  - &a0 { ${times(100, i => `p${i}: v`)} }\n${same}`)).toBeUndefined();
  });
});

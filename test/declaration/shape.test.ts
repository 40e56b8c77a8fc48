import fc from 'fast-check';
import { Kind } from '../../lib/azure';
import {
  asGiven,
  data,
  Faults,
  flag,
  listOf,
  mapOf,
  objectOf,
  ofKind,
  optionsOf,
  required,
  type Taker,
  text,
  faultText,
} from '../../lib/declaration';

interface Box {
  readonly name: string;
  readonly resourceGroups?: string[];
  readonly isOpen?: boolean;
}

const box = objectOf<Box>('a box', '{ name: "…" }', {
  name: asGiven,
  resourceGroups: listOf(text, 'a list of names'),
  isOpen: flag,
});

/** What a taker gives, and the faults that it adds. */
function taken<T>(taker: Taker<T>, given: unknown): { value: T | undefined; faults: string[] } {
  const faults = Faults.none();
  const value = taker(given, faults);
  return { value, faults: faults.found.map(faultText) };
}

function fail(): never {
  throw new Error('whatever it is asked');
}

function throwing(...names: string[]): object {
  return Object.defineProperties(
    {},
    Object.fromEntries(
      names.map(name => [
        name,
        {
          enumerable: true,
          get: fail,
        },
      ]),
    ),
  );
}

describe('objectOf', () => {
  it('takes a copy, without what it does not know', () => {
    const given = { name: 'a', resourceGroups: ['rg'], isOpen: false, colour: 'red' };
    const { value, faults } = taken(box, given);
    expect(value).toStrictEqual({ name: 'a', resourceGroups: ['rg'], isOpen: false });
    expect(value?.resourceGroups).not.toBe(given.resourceGroups);
    expect(faults).toEqual([]);
  });

  it('reads each property once, of a class as well', () => {
    let reads = 0;
    class Given {
      public get name(): string {
        reads += 1;
        return `read ${reads} times`;
      }
    }
    expect(taken(box, new Given()).value).toEqual({ name: 'read 1 times' });
  });

  it('names each property that cannot be read', () => {
    expect(taken(box, throwing('name', 'isOpen')).faults).toEqual([
      'name: cannot be read, because reading it throws an error; give a plain value',
      'isOpen: cannot be read, because reading it throws an error; give a plain value',
    ]);
  });

  it.each([
    ['resourcegroups', 'resourceGroups'],
    ['resourceGroup', 'resourceGroups'],
    ['Name', 'name'],
    ['isopen', 'isOpen'],
    ['nam', 'name'],
  ])('knows what %s was meant to be', (name, meant) => {
    expect(taken(box, { [name]: 'x' }).faults).toEqual([`${name}: is no property of a box; did you mean "${meant}"?`]);
  });

  it.each(['\ufeffname', 'na\u200bme'])('that has characters nobody sees is said to have them: %j', name => {
    expect(taken(box, { [name]: 'x' }).faults).toEqual([
      `${name}: is "name" with a byte order mark or other characters that nobody sees; write the name without them`,
    ]);
  });

  it.each(['colour', 'size', 'costCentre', 'resources', 'kind', 'constructor'])('leaves %s to others', name => {
    expect(taken(box, { [name]: 'x' }).faults).toEqual([]);
  });

  it.each([
    ['null', null],
    ['a text', 'hunter2'],
    ['a number', 5],
    ['a boolean', true],
    ['a function', () => ({})],
    ['a list', []],
    ['an object', new Proxy({}, { ownKeys: fail })],
  ])('refuses %s without showing it', (what, given) => {
    expect(taken(box, given)).toEqual({ value: undefined, faults: [`: ${what} is not a box; expected { name: "…" }`] });
  });

  it('leaves undefined what was left out, unless it is required', () => {
    expect(taken(box, undefined)).toEqual({ value: undefined, faults: [] });
    for (const nothing of [undefined, null]) {
      expect(taken(required(box, 'a box'), nothing).faults).toEqual([': is missing; expected a box']);
    }
    expect(taken(required(box, 'a box'), { name: 'a' })).toEqual({ value: { name: 'a' }, faults: [] });
  });
});

describe('listOf', () => {
  it.each([100_001, 2 ** 32 - 1])('refuses a list that claims %i items, before it is copied', length => {
    expect(taken(listOf(text, 'names'), new Array(length))).toEqual({
      value: undefined,
      faults: [`: has ${length.toLocaleString('en')} items; a list has at most 100,000`],
    });
    expect(taken(listOf(text, 'names'), new Array(100_000)).faults).toEqual([]);
  });

  it('keeps the position of what it refuses', () => {
    expect(taken(listOf(text, 'names'), ['a', 5, 'c'])).toEqual({
      value: ['a', undefined, 'c'],
      faults: ['[1]: 5 is not a text; write a text, or leave it out'],
    });
  });

  it.each([
    ['a text', 'abc'],
    ['an object', { 0: 'a', length: 1 }],
    ['a list', new Proxy([], { get: fail })],
  ])('refuses %s that does not say how long it is', (what, given) => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(taken(listOf(text, 'names'), given).faults).toEqual([`: ${what} is not a list; expected names`]);
    expect(taken(listOf(text, 'names'), proxy).faults).toEqual([': an object is not a list; expected names']);
  });
});

describe('mapOf', () => {
  it('takes any name, those of prototypes as well', () => {
    const given = JSON.parse('{ "__proto__": "a", "constructor": "b", "c": 5 }') as unknown;
    const { value, faults } = taken(mapOf(text, 'texts'), given);
    expect(Object.entries(value ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['c', undefined],
    ]);
    expect(faults).toEqual(['c: 5 is not a text; write a text, or leave it out']);
  });

  it('refuses a text', () => {
    expect(taken(mapOf(text, 'texts'), 'abc').faults).toEqual([': a text is not an object; expected texts']);
  });
});

describe('a text', () => {
  it.each([
    [5, '5'],
    [false, 'false'],
    [null, 'null'],
    [{ secret: 'hunter2' }, 'an object'],
    [['hunter2'], 'a list'],
  ])('is not %j, of which only what cannot be a secret is shown', (given, shown) => {
    expect(taken(text, given).faults).toEqual([`: ${shown} is not a text; write a text, or leave it out`]);
  });
});

describe('ofKind', () => {
  class Thing {
    constructor() {
      THING.register(this);
    }
  }
  const THING = new Kind<Thing>('Thing', 'a thing', 'make one');

  it('takes one as it is, and nothing that looks like it', () => {
    const thing = new Thing();
    expect(taken(ofKind(THING), thing).value).toBe(thing);
    expect(taken(ofKind(THING), undefined)).toEqual({ value: undefined, faults: [] });
    expect(taken(ofKind(THING), Object.create(Thing.prototype)).faults).toEqual([': a Thing is not a thing; make one']);
    expect(taken(ofKind(THING, 'buy one'), 5).faults).toEqual([': 5 is not a thing; buy one']);
  });
});

describe('data', () => {
  it('is copied as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), given => {
        expect(taken(data, given)).toEqual({ value: given, faults: [] });
      }),
    );
  });

  it('may be shared, but not hold itself', () => {
    const shared = ['a'];
    expect(taken(data, { one: shared, other: shared })).toEqual({
      value: { one: ['a'], other: ['a'] },
      faults: [],
    });
    const circle: unknown[] = [];
    circle.push({ circle });
    expect(taken(data, circle).faults).toEqual([
      '[0].circle: holds itself, or has no end; write out what it stands for',
    ]);
  });

  it('has an end', () => {
    const endless = (): object => Object.defineProperty({}, 'a', { enumerable: true, get: endless });
    expect(taken(data, endless()).faults).toEqual([
      `a${'.a'.repeat(32)}: holds itself, or has no end; write out what it stands for`,
    ]);
  });
});

describe('optionsOf', () => {
  it.each([undefined, null])('takes %p for none', given => {
    const { taken: options, faults } = optionsOf<Box>(given, box);
    expect(options).toEqual({});
    expect(faults.found).toEqual([]);
  });

  it('keeps what is wrong for later', () => {
    expect(optionsOf<Box>({ name: 'a', isOpen: 'no' as never }, box).faults.found).toEqual([
      { path: ['isOpen'], message: '"no" is neither true nor false; expected one of them' },
    ]);
  });
});

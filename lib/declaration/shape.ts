import type { Kind } from '../azure';
import { misspeltProperty } from './misspelt-property';
import { Faults } from './faults';
import { isList, kindOf } from '../text';

/**
 * Takes what a caller gave at the door: gives a copy of its own, or undefined with a fault. What was left out stays
 * undefined; whether it may be left out is for the rules to say, unless it is {@link required}.
 *
 * Inside, nothing is read from a caller's object any more: not a property that is something else the second time, nor
 * one that throws.
 */
export type Taker<T> = (given: unknown, faults: Faults) => T | undefined;

/** How to take each property of an object: all that it has, which the compiler sees to. */
export type Properties<T> = { readonly [P in keyof Required<T>]: Taker<Required<T>[P]> };

/**
 * A value as it is, for a rule that copes with anything, or where a fault has been found already: of a declaration with
 * a fault nothing is made. The one place that claims what it has not looked at.
 */
export function asGiven<T>(given: unknown): T {
  return given as T;
}

/** A text, or a reference to one. */
export function text(given: unknown, faults: Faults): string | undefined {
  if (given === undefined || typeof given === 'string') {
    return given;
  }
  faults.reject(given, 'is not a text', 'write a text, or leave it out');
  return undefined;
}

/** One of some words. */
export function oneOf<T extends string>(words: readonly T[]): Taker<T> {
  return (given, faults) => {
    const word = words.find(known => known === given);
    if (given !== undefined && word === undefined) {
      faults.reject(given, 'is none of the words for it', `expected one of ${words.join(', ')}`);
    }
    return word;
  };
}

/** True or false, which has to be known at synth. */
export function flag(given: unknown, faults: Faults): boolean | undefined {
  if (given === undefined || typeof given === 'boolean') {
    return given;
  }
  faults.reject(given, 'is neither true nor false', 'expected one of them');
  return undefined;
}

/** A value of a kind that this package makes. */
export function ofKind<T extends object>(kind: Kind<T>, cure = kind.cure): Taker<T> {
  return (given, faults) => (given !== undefined && faults.is(given, kind, cure) ? given : undefined);
}

/** The most items of a list: more than any partner has customers. A list may claim four thousand million, and have none. */
const MOST_ITEMS = 100_000;

/** A list, each item taken; an item that is a fault is undefined in the copy. */
export function listOf<T>(item: Taker<T>, expected: string): Taker<T[]> {
  return (given, faults) => {
    if (given === undefined) {
      return undefined;
    }
    if (!isReadableList(given)) {
      faults.report(`${kindOf(given)} is not a list; expected ${expected}`);
      return undefined;
    }
    if (given.length > MOST_ITEMS) {
      const [count, most] = [given.length, MOST_ITEMS].map(number => number.toLocaleString('en'));
      faults.report(`has ${count} items; a list has at most ${most}`);
      return undefined;
    }
    return Array.from({ length: given.length }, (_, i) => asGiven(item(read(given, i, faults), faults.at(i))));
  };
}

/** An object whose properties a caller names, each taken. */
export function mapOf<T>(item: Taker<T>, expected: string): Taker<Record<string, T>> {
  return (given, faults) => {
    const names = namesOf(given);
    if (given !== undefined && names === undefined) {
      faults.report(`${kindOf(given)} is not an object; expected ${expected}`);
    }
    return (
      names && Object.fromEntries(names.map(name => [name, asGiven(item(read(given, name, faults), faults.at(name)))]))
    );
  };
}

/** Deeper than anything that is asked for; an object whose getters make objects would have no end. */
const DEEPEST = 32;

/** Any data, such as a file holds it: values, lists and objects, and no circle of them. */
export function data(given: unknown, faults: Faults): unknown {
  return dataWithin([], given, faults);
}

function dataWithin(around: object[], given: unknown, faults: Faults): unknown {
  if (given === null || typeof given !== 'object') {
    return given;
  }
  if (around.includes(given) || around.length > DEEPEST) {
    faults.report('holds itself, or has no end; write out what it stands for');
    return undefined;
  }
  const inner: Taker<unknown> = (value, at) => dataWithin([...around, given], value, at);
  return (isReadableList(given) ? listOf(inner, 'a list') : mapOf(inner, 'an object'))(given, faults);
}

/**
 * An object with properties that are known.
 *
 * Another one is a fault only if it reads like one of them: `resourcegroups` would delegate a whole subscription. Any
 * other may belong to a class that extends one of ours, or to a record that came from elsewhere.
 *
 * @param what one of them in a sentence, such as `a subscription`
 * @param expected what to give, such as `{ id: "…" }`
 */
export function objectOf<T extends object>(what: string, expected: string, properties: Properties<T>): Taker<T> {
  const known = Object.keys(properties) as (keyof T & string)[];
  return (given, faults) => {
    const names = namesOf(given);
    if (names === undefined) {
      if (given !== undefined) {
        faults.report(`${kindOf(given)} is not ${what}; expected ${expected}`);
      }
      return undefined;
    }
    for (const name of names) {
      const isKnown = Object.hasOwn(properties, name);
      const misspelt = isKnown ? undefined : misspeltProperty(name, known, what, Math.max(1, name.length / 5));
      if (misspelt !== undefined) {
        faults.at(name).report(misspelt);
      }
    }
    const taken: Partial<T> = {};
    for (const name of known) {
      const value = properties[name](read(given, name, faults), faults.at(name));
      if (value !== undefined) {
        taken[name] = value;
      }
    }
    return asGiven(taken);
  };
}

/** The same, where secrets are written: no message shows what was given. */
export function confidential<T>(taker: Taker<T>): Taker<T> {
  return (given, faults) => taker(given, faults.confidential);
}

/** The same, of what must not be left out. */
export function required<T>(taker: Taker<T>, expected: string): Taker<T> {
  return (given, faults) => {
    if (given === undefined || given === null) {
      faults.report(`is missing; expected ${expected}`);
      return undefined;
    }
    return taker(given, faults);
  };
}

/**
 * The properties of a value, which does not throw: what is wrong with them is told when it is inspected, and only if
 * there is nothing they are what their types say.
 */
export function optionsOf<T extends object>(
  given: T | null | undefined,
  taker: Taker<T>,
): { taken: T; faults: Faults } {
  const faults = Faults.none();
  return { taken: taker(given ?? {}, faults) ?? asGiven({}), faults };
}

/** A property, read once; one that cannot be read is undefined, with a fault. */
function read(from: unknown, name: string | number, faults: Faults): unknown {
  try {
    return from !== null && typeof from === 'object' ? Reflect.get(from, name) : undefined;
  } catch {
    faults.at(name).report('cannot be read, because reading it throws an error; give a plain value');
    return undefined;
  }
}

/** The names of an object's properties; undefined of what is no object, or does not say. */
function namesOf(given: unknown): string[] | undefined {
  try {
    return given !== null && typeof given === 'object' && !Array.isArray(given) ? Object.keys(given) : undefined;
  } catch {
    return undefined; // A Proxy.
  }
}

/** Whether a value is a list that says how long it is. */
function isReadableList(value: unknown): value is unknown[] {
  try {
    return isList(value) && value.length >= 0;
  } catch {
    return false; // A Proxy may throw whatever it is asked.
  }
}

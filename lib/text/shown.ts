import { isList } from './value';
import { looksSecret } from './secrets';
import { clipped, visible } from './visible';

/** The most characters of a text that a message quotes. */
const LONGEST = 80;

/**
 * A value as a message shows it: the beginning of a text, in quotes; a number, `true` or nothing as it is. Of everything
 * else, and of a text that may be a secret, only the kind: what is inside an object, and what its properties are called,
 * is never shown.
 */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    // Of a secret that begins within what is shown, enough is looked at to know it.
    return looksSecret(value.slice(0, 10 * LONGEST)) ? kindOf(value) : quoted(value);
  }
  return value === null || ['number', 'bigint', 'boolean', 'undefined'].includes(typeof value)
    ? String(value)
    : kindOf(value);
}

/** What kind of value it is, such as `a text`, `a list` or `a LighthouseOffer`. */
export function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'undefined':
      return 'nothing';
    case 'object':
      return value === null ? 'null' : kindOfObject(value);
    case 'boolean':
      return 'a boolean';
    case 'bigint':
      return 'a number';
    default:
      return `a ${typeof value}`;
  }
}

function kindOfObject(value: object): string {
  const { name } = classOf(value);
  // One that does not say how long it is is one nevertheless.
  if (isList(value) || name === 'Array') {
    return 'a list';
  }
  // A name is of the program's code, unless somebody made it up to be read here.
  return name === 'Object' || !/^[A-Z]\w{0,40}$/.test(name)
    ? 'an object'
    : `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** The class of an object: never what the object itself says of it, and no accident where it refuses to say. */
function classOf(value: object): { readonly name: string } {
  try {
    const { constructor } = Reflect.getPrototypeOf(value) ?? Object.prototype;
    return typeof constructor === 'function' ? constructor : Object;
  } catch {
    return Object;
  }
}

function quoted(text: string): string {
  const beginning = clipped(text, LONGEST);
  return visible(`"${beginning.replace(/["\\]/g, '\\$&')}${beginning === text ? '"' : ''}`);
}

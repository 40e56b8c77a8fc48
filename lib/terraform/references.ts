import { Token, Tokenization } from 'cdktf';

/**
 * How cdktf writes a reference into a text: a mark of its own, or a number that means one.
 *
 * Source: `lib/tokens/private/encoding.js` of cdktf 0.21 and cdktn 0.24. Both know the marks in exactly this case, and
 * keep what they stand for in one registry, which two copies in one program share. Only the look-behind is ours: with it
 * a long row of digits is read once.
 */
const MARK = /(\$\{TfToken\[[\w:.-]+\]\}|(?<![-|\d.+])[-|\d.+]+e[-|\d.eE+]+)/;

/** A part of a text: a reference, or what stands around references. */
export interface Fragment {
  readonly text: string;
  readonly isReference: boolean;
}

/** Without this, of which there is a little in every second GUID, no text has a number that means a reference. */
const NUMBER = /-[\d.]+e[-|\d.eE+]/;

/**
 * Whether cdktf made a value to stand for something that only Terraform knows: a text, number, list, map or object that
 * its registry knows, or a text with such a part.
 *
 * `Token.isUnresolved` goes by the looks, and says yes of any text that somebody wrote like a mark.
 */
export function isReference(value: unknown): boolean {
  return Tokenization.isResolvable(value) || (hasMark(value) && isRegistered(value));
}

/** Whether a text, number or name of a property has the looks of a reference, whoever wrote it. */
export function resemblesReference(value: unknown): boolean {
  if (typeof value === 'number') {
    return Token.isUnresolved(value) || Token.isUnresolved([value]);
  }
  return (
    typeof value === 'string' && (value.includes('{TfToken[') || (NUMBER.test(value) && numbersIn(value).length > 0))
  );
}

/** The parts of a text, in their order. */
export function fragmentsOf(text: string): Fragment[] {
  return text.split(MARK).map((part, i) => ({ text: part, isReference: i % 2 === 1 && isReference(part) }));
}

/** The text without the references in it. */
export function textAround(text: string): string {
  return fragmentsOf(text)
    .map(fragment => (fragment.isReference ? '' : fragment.text))
    .join('');
}

/** A list or a map that is a reference has one member, whose text, number or name is a mark. */
function hasMark(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return resemblesReference(value);
  }
  const members: unknown[] = Array.isArray(value) ? value : Object.keys(value);
  return members.length === 1 && resemblesReference(members[0]);
}

function isRegistered(value: unknown): boolean {
  try {
    return tokensIn(value).some(token => token !== undefined);
  } catch {
    return false; // So cdktf answers for a mark that it did not make.
  }
}

function tokensIn(value: unknown): unknown[] {
  if (typeof value === 'string') {
    return [...Tokenization.reverse(value), ...numbersIn(value).map(number => Tokenization.reverseNumber(number))];
  }
  // Tokenization.reverse looks for texts first, and throws for a list of numbers.
  const isNumbers = Array.isArray(value) && value.every(member => typeof member === 'number');
  return isNumbers ? [Tokenization.reverseNumberList(value)] : Tokenization.reverse(value);
}

/** The numbers in a text that have the looks of references. */
function numbersIn(text: string): number[] {
  return text
    .split(MARK)
    .map(part => Number.parseFloat(part))
    .filter(number => number < -1e200 && Token.isUnresolved(number));
}

/** Whether a value is data that may hold references: a construct is none. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

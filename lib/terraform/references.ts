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

/**
 * Whether cdktf made a value to stand for something that only Terraform knows: a text, number, list, map or object that
 * its registry knows, or a text with such a part.
 *
 * `Token.isUnresolved` goes by the looks, and says yes of any text that somebody wrote like a mark.
 */
export function isReference(value: unknown): boolean {
  try {
    return typeof value === 'string' ? holdsReference(value) : stands(value);
  } catch {
    return false; // So cdktf answers for a mark that it did not make.
  }
}

/** Whether a text, number or name of a property has the looks of a reference, whoever wrote it. */
export function resemblesReference(value: unknown): boolean {
  if (typeof value === 'number') {
    return Token.isUnresolved(value) || Token.isUnresolved([value]);
  }
  return (
    typeof value === 'string' && (value.includes('{TfToken[') || (value.includes('e') && numbersOf(value).length > 0))
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

function stands(value: unknown): boolean {
  // Tokenization.reverse looks for texts first, and throws for a list of numbers.
  if (Array.isArray(value) && value.every(member => typeof member === 'number')) {
    return Tokenization.reverseNumberList(value) !== undefined;
  }
  return Tokenization.reverse(value).length > 0;
}

function holdsReference(text: string): boolean {
  // Asked for every value of every customer; JavaScript writes the numbers that are references with e+289 or e+298.
  const tokens = text.includes('{TfToken[') ? Tokenization.reverseString(text).tokens : [];
  const numbers = text.includes('e+2') ? numbersOf(text).map(number => Tokenization.reverseNumber(number)) : [];
  return tokens.length > 0 || numbers.length > 0;
}

/** The numbers in a text that have the looks of references. */
function numbersOf(text: string): number[] {
  return text
    .split(MARK)
    .map(part => Number.parseFloat(part))
    .filter(number => Token.isUnresolved(number));
}

/** Whether a value is data that may hold references: a construct is none. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

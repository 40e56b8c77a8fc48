import { isUtf8 } from 'node:buffer';

/** A text, and how its bytes were read. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

const MARKS = [
  { bytes: 'efbbbf', encoding: 'utf-8' },
  { bytes: 'fffe', encoding: 'utf-16le' },
  { bytes: 'feff', encoding: 'utf-16be' },
];

/** The beginning of a file that shows whether it is UTF-16 without a mark. */
const LOOKED_AT = 1_000;

/**
 * The text of a list. Spreadsheets write UTF-8 with a mark ("CSV UTF-8"), UTF-16 ("Unicode text"), or in Europe and
 * America Windows-1252 ("CSV"), which is what is left where it is nothing else.
 *
 * @param given the encoding, such as `windows-1250`, where somebody knows better
 * @throws RangeError if nobody knows that encoding
 */
export function decoded(bytes: Uint8Array, given?: string): DecodedText {
  const encoding = given ?? encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  return { encoding, text: encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, ofWindows1252) : text };
}

function encodingOf(bytes: Uint8Array): string {
  const beginning = Buffer.from(bytes.subarray(0, 3)).toString('hex');
  const marked = MARKS.find(({ bytes: mark }) => beginning.startsWith(mark));
  if (marked !== undefined) {
    return marked.encoding;
  }
  // Of Latin letters and digits UTF-16 has a zero beside each.
  const zeros = [0, 0];
  bytes.subarray(0, LOOKED_AT).forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0));
  const [even, odd] = zeros;
  if (even + odd > bytes.subarray(0, LOOKED_AT).length / 4) {
    return even > odd ? 'utf-16be' : 'utf-16le';
  }
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/**
 * What Windows-1252 has from 0x80 to 0x9f. `TextDecoder` of Node 20.20 reads these bytes as those of Latin-1.
 *
 * @see https://encoding.spec.whatwg.org/index-windows-1252.txt
 */
const FROM_80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function ofWindows1252(character: string): string {
  return FROM_80[character.charCodeAt(0) - 0x80];
}

import { isUtf8 } from 'node:buffer';
import { DeclarationError } from '../declaration';

const SAVE = 'save the file as UTF-8';

/**
 * The text of a file, which has to be UTF-8; a byte order mark is fine. Another encoding is refused: read as UTF-8 it
 * would turn `Müller AG` into another customer without a word.
 *
 * @throws DeclarationError with the place where it is something else
 */
export function yamlTextOf(bytes: Buffer, name: string): string {
  const isUtf16 = ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'));
  if (isUtf16) {
    throw new DeclarationError(name, [{ path: [], place: name, message: `is UTF-16; ${SAVE}` }]);
  }
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) {
    // What is no UTF-8 is replaced in the text: there the two part.
    const again = Buffer.from(text);
    const message = `is not UTF-8 from here, but perhaps Latin-1 or Windows-1252; ${SAVE}`;
    throw faultAt(
      bytes.findIndex((byte, i) => byte !== again[i]),
      bytes,
      name,
      message,
    );
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    throw faultAt(zero, bytes, name, `holds a zero byte, as UTF-16 does; ${SAVE}`);
  }
  return text.replace(/^\uFEFF/, '');
}

function faultAt(offset: number, bytes: Buffer, name: string, message: string): DeclarationError {
  const lines = bytes
    .subarray(0, offset)
    .toString('utf8')
    .split(/\r\n|\r|\n/);
  const column = (lines.at(-1) ?? '').length + 1;
  return new DeclarationError(name, [{ path: [], place: `${name}:${lines.length}:${column}`, message }]);
}

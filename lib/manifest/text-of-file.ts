/** Larger files are refused. The report of 10,000 customers has less than half of it. */
const MOST_MEGABYTES = 50;

/**
 * The text of a file that holds JSON: UTF-8, or UTF-16, which is what ">" of Windows PowerShell writes.
 *
 * @throws Error that says what is wrong with the file
 */
export function jsonTextOf(bytes: Uint8Array): string {
  if (bytes.length > MOST_MEGABYTES * 1_000_000) {
    throw new Error(`this is larger than ${MOST_MEGABYTES} MB, and no file of this package is`);
  }
  const encoding = encodingOf(bytes);
  try {
    // Takes the byte order mark off.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`this is not ${encoding}; save it as UTF-8`);
  }
}

/** By the byte order mark, or by the zero in the first character, which is one of ASCII in all JSON. */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || second === 0) {
    return 'UTF-16LE';
  }
  return (first === 0xfe && second === 0xff) || first === 0 ? 'UTF-16BE' : 'UTF-8';
}

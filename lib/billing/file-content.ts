import { codeOf } from '../text';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The bytes that are read at once: texts of this size are collected soon after they are used, larger ones are not. */
const PART = 1 << 16;

/** What a billing file holds, told by its first bytes, whatever it is called. */
export type FileContent =
  | { readonly kind: 'csv'; readonly text: AsyncIterable<string>; readonly delimiter: string }
  | { readonly kind: 'json'; readonly text: AsyncIterable<string> }
  | { readonly kind: 'parquet'; readonly bytes: AsyncIterable<Uint8Array> | undefined };

/** Where a file is read from: a path, or `-` for stdin. */
export const STDIN = '-';

/**
 * Opens a file, unpacks it where it is gzip, and says what it holds.
 *
 * @throws Error whose message says what it is instead
 */
export async function contentOf(path: string): Promise<FileContent> {
  const packed = await begun(path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: PART }));
  const isGzip = beginsWith(packed.first, 0x1f, 0x8b);
  const { first, all } = isGzip ? await begun(gunzipped(packed.all)) : packed;
  if (beginsWith(first, 0x50, 0x41, 0x52, 0x31)) {
    // Parquet is read from its end: of a plain file by place, of anything else as a whole.
    return { kind: 'parquet', bytes: isGzip || path === STDIN ? all : undefined };
  }
  assertText(first);
  const text = decoded(all);
  const beginning = new TextDecoder().decode(first).trimStart();
  switch (beginning[0]) {
    case undefined:
      throw new Error('it is empty');
    case '<':
      throw new Error('it is a page of HTML, such as that of a sign-in which has ended; sign in and download it again');
    case '{':
    case '[':
      return { kind: 'json', text };
    default:
      return { kind: 'csv', text, delimiter: /^[^\r\n]*;/.test(beginning) ? ';' : ',' };
  }
}

/** The first bytes of a file, unpacked; fewer if it has fewer. */
export async function beginningOf(path: string, length: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}

/** The first part of something that is read, and all of it. */
async function begun(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const result = await iterator.next();
  const first = result.done ? new Uint8Array() : result.value;
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield first;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { first, all: all() };
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PART });
  pipeline(Readable.from(bytes), gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = codeOf(error);
    throw code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR'
      ? new Error(`it is gzip that ${code === 'Z_BUF_ERROR' ? 'is cut off' : 'is damaged'}; download it again`)
      : error;
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const part of bytes) {
      yield decoder.decode(part, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? new Error('it is not UTF-8; download it again, or save it as UTF-8')
      : error;
  }
}

function assertText(bytes: Uint8Array): void {
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    throw new Error('it is a ZIP archive; unpack it');
  }
  if (beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff) || bytes.subarray(0, 64).includes(0)) {
    throw new Error('it is UTF-16 or no text at all; download it again, or save it as UTF-8');
  }
}

function beginsWith(bytes: Uint8Array, ...signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

import { Readable } from 'node:stream';
import type * as papaparse from 'papaparse';

/** Loaded when first used, not at import. */
declare function require(module: 'papaparse'): typeof papaparse;

/** Takes the cells of a row and its number, from 1; the first row is the header. */
export type RowTaker = (cells: string[], number: number) => void;

/**
 * Characters after which a row must have ended. A quote that is never closed makes the rest of the file one value, and
 * the parser would read it again with each part.
 */
const LONGEST_ROW = 4_000_000;

/**
 * Reads CSV in one pass.
 *
 * @param text the text, in parts
 * @param delimiter what stands between two values
 * @param take is called for each row that is not empty
 * @throws Error if a quote is never closed, and whatever `take` throws
 */
export async function readCsv(text: AsyncIterable<string>, delimiter: string, take: RowTaker): Promise<void> {
  const { parse } = require('papaparse');
  let number = 0;
  let sinceLastRow = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const part of text) {
      sinceLastRow += part.length;
      yield part;
    }
  }
  const stream = Readable.from(counted());
  try {
    await new Promise<void>((resolve, reject) => {
      parse<string[], NodeJS.ReadableStream>(stream, {
        delimiter,
        skipEmptyLines: true,
        chunk: ({ data, errors }) => {
          if (errors.length > 0 || (data.length === 0 && sinceLastRow > LONGEST_ROW)) {
            throw new Error(`a quote after row ${number} is never closed`);
          }
          for (const cells of data) {
            take(cells, ++number);
            sinceLastRow = 0;
          }
        },
        complete: () => resolve(),
        error: reject,
      });
    });
  } finally {
    stream.destroy();
  }
}

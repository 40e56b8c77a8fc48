import { codeOf } from '../text';
import { open } from 'node:fs/promises';
import { readCsv } from './csv-rows';
import type { FileContent } from './file-content';
import { type JsonObject, readJsonObjects } from './json-objects';

/** Takes the rows of a file, as texts, whatever form the file has. */
export interface TableTaker {
  /**
   * Takes the names of the columns; again, with more names at the end, where a later row has more.
   *
   * @returns the positions of the columns that are needed
   */
  begin(columns: readonly string[]): readonly number[];
  /** Takes a row, whose cells have the order of the columns. */
  row(cells: readonly string[], number: number): void;
}

/**
 * Reads a file of rows in one pass.
 *
 * @throws Error that says what is wrong with the file, and whatever the taker throws
 */
export async function readTable(path: string, content: FileContent, taker: TableTaker): Promise<void> {
  switch (content.kind) {
    case 'csv':
      return readCsvTable(content.text, content.delimiter, taker);
    case 'json':
      return readJsonTable(content.text, taker);
    case 'parquet':
      return readParquetTable(path, content.bytes, taker);
  }
}

async function readCsvTable(text: AsyncIterable<string>, delimiter: string, taker: TableTaker): Promise<void> {
  let width = 0;
  await readCsv(text, delimiter, (cells, number) => {
    if (number === 1) {
      width = cells.length;
      taker.begin(cells);
      return;
    }
    if (cells.length < width || (cells.length > width && cells.slice(width).some(cell => cell !== ''))) {
      throw new Error(`row ${number} has ${cells.length} values for ${width} columns; download the file again`);
    }
    taker.row(cells, number);
  });
}

/** How many rows of JSON are looked at before its form is told: what is null may be left out of a row. */
const ROWS_LOOKED_AT = 1_000;

async function readJsonTable(text: AsyncIterable<string>, taker: TableTaker): Promise<void> {
  const positions = new Map<string, number>();
  const positionOf = (name: string): number => {
    const position = positions.get(name) ?? positions.size;
    positions.set(name, position);
    return position;
  };
  const take = (object: JsonObject, number: number) => {
    const known = positions.size;
    const cells = new Array<string>(known).fill('');
    for (const [name, value] of Object.entries(object)) {
      cells[positionOf(name)] = textOfValue(value);
    }
    if (positions.size > known) {
      taker.begin([...positions.keys()]);
    }
    taker.row(cells, number);
  };
  let first: JsonObject[] | undefined = [];
  const begin = (objects: JsonObject[]) => {
    first = undefined;
    objects.flatMap(Object.keys).forEach(positionOf);
    taker.begin([...positions.keys()]);
    objects.forEach((object, i) => take(object, i + 1));
  };
  await readJsonObjects(text, (object, number) => {
    if (first === undefined) {
      take(object, number);
    } else if (first.push(object) === ROWS_LOOKED_AT) {
      begin(first);
    }
  });
  if (first !== undefined && first.length > 0) {
    begin(first);
  }
}

async function readParquetTable(
  path: string,
  bytes: AsyncIterable<Uint8Array> | undefined,
  taker: TableTaker,
): Promise<void> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await parquetLibrary();
  const { file, close } = bytes === undefined ? await openAtPlaces(path) : await readWhole(bytes);
  try {
    const metadata = await parquetMetadataAsync(file);
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    const needed = taker.begin(columns).map(position => columns[position]);
    const empty = columns.map(() => '');
    let number = 0;
    for (const { num_rows: rows } of metadata.row_groups) {
      const rowEnd = number + Number(rows);
      for (const row of await parquetReadObjects({ file, metadata, columns: needed, rowStart: number, rowEnd })) {
        taker.row(
          empty.map((nothing, position) => (columns[position] in row ? textOfValue(row[columns[position]]) : nothing)),
          ++number,
        );
      }
    }
  } finally {
    await close();
  }
}

/** The reader of Parquet, which whoever needs it installs: few do, and it is not small. */
async function parquetLibrary() {
  try {
    return await import('hyparquet');
  } catch (error) {
    const code = codeOf(error);
    throw code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND'
      ? new Error('it is Parquet, which needs one more package: npm install hyparquet; or export CSV')
      : code === 'ERR_REQUIRE_ESM'
        ? new Error('it is Parquet, which needs Node 20.19 or newer; or export CSV')
        : error;
  }
}

async function openAtPlaces(path: string) {
  const handle = await open(path);
  const { size } = await handle.stat();
  return {
    file: {
      byteLength: size,
      slice: async (start: number, end = size) => {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    },
    close: () => handle.close(),
  };
}

async function readWhole(bytes: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) {
    parts.push(part);
  }
  const whole = new Uint8Array(Buffer.concat(parts)).buffer;
  return {
    file: { byteLength: whole.byteLength, slice: (start: number, end?: number) => whole.slice(start, end) },
    close: () => Promise.resolve(),
  };
}

/** A value of JSON or Parquet as CSV would write it. */
function textOfValue(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value === null || value === undefined) {
    return '';
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

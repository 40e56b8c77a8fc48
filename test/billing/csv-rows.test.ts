import fc from 'fast-check';
import { unparse } from 'papaparse';
import { readCsv } from '../../lib/billing/csv-rows';

/** A text in parts of a length. */
async function* inParts(text: string, length: number): AsyncGenerator<string> {
  for (let offset = 0; offset < text.length; offset += length) {
    await Promise.resolve();
    yield text.slice(offset, offset + length);
  }
}

async function rowsOf(text: string, length = 7, delimiter = ','): Promise<string[][]> {
  const rows: string[][] = [];
  await readCsv(inParts(text, length), delimiter, (cells, number) => {
    expect(number).toBe(rows.length + 1);
    rows.push(cells);
  });
  return rows;
}

describe('CSV', () => {
  it.each(['\n', '\r\n'])(
    'has values in quotes, with delimiters, quotes and line breaks; lines end with %j',
    async end => {
      const text = ['a,b', '"x, ""y""",1', '"two\nlines",2', ''].join(end);
      expect(await rowsOf(text, 1000)).toEqual([
        ['a', 'b'],
        ['x, "y"', '1'],
        ['two\nlines', '2'],
      ]);
    },
  );

  it('leaves empty lines out', async () => {
    expect(await rowsOf('a\n\nb\n\n', 1000)).toEqual([['a'], ['b']]);
  });

  it('is what was written, wherever a part ends', async () => {
    const cell = fc.stringMatching(/^[a-c ",;\n']{0,6}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constant('id'), cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(',', ';'),
        async (rows, length, delimiter) => {
          const text = unparse(rows, { delimiter, newline: '\n', quotes: true });
          expect(await rowsOf(text, length, delimiter)).toEqual(rows);
        },
      ),
    );
  });

  it('that never closes a quote is refused at once, and not read to the end', async () => {
    let read = 0;
    async function* text(): AsyncGenerator<string> {
      for (yield 'a,b\n1,2\n"open'; read < 1000; read++) {
        await Promise.resolve();
        yield 'x,y\n'.repeat(100_000);
      }
    }
    await expect(readCsv(text(), ',', () => undefined)).rejects.toThrow('a quote after row 2 is never closed');
    expect(read).toBeLessThan(30);
    await expect(rowsOf('a,b\n1,"2\n3,4\n', 1000)).rejects.toThrow(/^a quote after row \d is never closed$/);
  });

  it('hands on what its taker throws', async () => {
    await expect(
      readCsv(inParts('a\nb\nc\n', 100), ',', (_cells, number) => {
        if (number === 2) {
          throw new Error('no');
        }
      }),
    ).rejects.toThrow('no');
  });
});

import fc from 'fast-check';
import { parseJson } from '../../lib/manifest';

function messageOf(text: string): string | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('JSON', () => {
  it.each([
    ['', 1, 1],
    ['   ', 1, 4],
    ['nonsense', 1, 1],
    ['{', 1, 2],
    ['{"a":1,}', 1, 8],
    ['{"a":1 "b":2}', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{a:1}', 1, 2],
    ['{1:1}', 1, 2],
    ['{"a":}', 1, 6],
    ['[1,2', 1, 5],
    ['[1,,2]', 1, 4],
    ['[1,]', 1, 4],
    ['[1}', 1, 3],
    ['{"a":1]', 1, 7],
    ['[] []', 1, 4],
    [']', 1, 1],
    [',', 1, 1],
    [':', 1, 1],
    ['01', 1, 2],
    ['"abc', 1, 1],
    ['"a\nb"', 1, 1],
    ['"\\x"', 1, 1],
    ['{\r\n  "a": 1,\r\n  "b": tru\r\n}', 3, 8],
    ['{"@level":"info"}\n{"@level":"info"}', 2, 1],
    ['{"größe": x}', 1, 11],
  ])('%j stops at line %d, column %d', (text, line, column) => {
    expect(messageOf(text)).toBe(`this is not JSON (line ${line}, column ${column})`);
  });

  it('is read as it is', () => {
    fc.assert(fc.property(fc.json(), json => expect(parseJson(json)).toEqual(JSON.parse(json))));
  });

  it('stops where a character is put that cannot stand there', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, n) => {
        const offset = n % (json.length + 1);
        const message = messageOf(`${json.slice(0, offset)}\u0001${json.slice(offset)}`);
        const column = Number(/\(line 1, column (\d+)\)$/.exec(message ?? '')?.[1]);
        // A text or number that it breaks is named by its beginning.
        expect(column).toBeLessThanOrEqual(offset + 1);
        expect(messageOf(json.slice(0, column - 1) + ' ')).not.toBe('');
      }),
    );
  });

  it('never shows what is in it', () => {
    expect(messageOf('{"password":"hunter2",}')).not.toContain('hunter2');
  });

  it('may be deep and long', () => {
    const deep = '['.repeat(200_000);
    expect(messageOf(deep)).toBe('this is not JSON (line 1, column 200001)');
    expect(messageOf(`"${'a\\n'.repeat(500_000)}" x`)).toBe('this is not JSON (line 1, column 1500004)');
  });
});

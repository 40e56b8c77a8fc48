import fc from 'fast-check';
import { type JsonObject, readJsonObjects } from '../../lib/billing/json-objects';

async function* inParts(text: string, length: number): AsyncGenerator<string> {
  for (let offset = 0; offset < text.length; offset += length) {
    await Promise.resolve();
    yield text.slice(offset, offset + length);
  }
}

async function objectsOf(text: string, length = 5): Promise<JsonObject[]> {
  const objects: JsonObject[] = [];
  await readJsonObjects(inParts(text, length), object => objects.push(object));
  return objects;
}

const TWO = [{ a: 'x "} \\', b: { c: [1] } }, { a: '' }];

describe('objects of JSON', () => {
  it.each([
    ['lines', TWO.map(object => JSON.stringify(object)).join('\n')],
    ['a list', JSON.stringify(TWO)],
    ['a list that somebody can read', JSON.stringify(TWO, undefined, 2)],
    ['a page of the Partner Center API', JSON.stringify({ totalCount: 2, items: TWO, links: {} })],
    ['pages, one after the other', TWO.map(object => JSON.stringify({ items: [object] })).join('\n')],
  ])('come as %s', async (_form, text) => expect(await objectsOf(text)).toEqual(TWO));

  it('are what was written, wherever a part ends', async () => {
    const value = fc.oneof(fc.stringMatching(/^[a"\\{}[\]]{0,5}$/), fc.integer(), fc.constant(null));
    const object = fc.dictionary(fc.stringMatching(/^[b"\\{}]{1,3}$/), value, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(object), fc.integer({ min: 1, max: 7 }), async (objects, length) => {
        const expected = JSON.parse(JSON.stringify(objects)) as unknown;
        expect(await objectsOf(JSON.stringify(objects), length)).toEqual(expected);
        expect(await objectsOf(objects.map(one => JSON.stringify(one)).join('\r\n'), length)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['{"a":1}\n{"b":', 'it ends in the middle of object 2; download it again'],
    ['{"a":"x', 'it ends in the middle of object 1; download it again'],
    ['[{"a":1},', 'it ends in the middle of object 2; download it again'],
    ['{"a" 1}', 'object 1 is no JSON; download the file again'],
    ['{"a":1} nonsense {"b":1}', 'it is no list of objects of JSON'],
  ])('are refused: %s', async (text, message) => {
    await expect(objectsOf(text)).rejects.toThrow(message);
  });
});

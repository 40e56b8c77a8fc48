import fc from 'fast-check';
import { jsonTextOf } from '../../lib/manifest';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from('{"a":"ä"}')],
    ['UTF-8 with a mark', Buffer.from('\ufeff{"a":"ä"}')],
    ['UTF-16 with a mark, as Windows PowerShell writes', utf16('\ufeff{"a":"ä"}')],
    ['UTF-16 without a mark', utf16('{"a":"ä"}')],
    ['UTF-16, the other way round', utf16('\ufeff{"a":"ä"}').swap16()],
    ['UTF-16, the other way round and without a mark', utf16('{"a":"ä"}').swap16()],
  ])('may be %s', (_encoding, bytes) => {
    expect(jsonTextOf(bytes)).toBe('{"a":"ä"}');
  });

  it('is what was written', () => {
    fc.assert(
      fc.property(fc.json(), json =>
        expect([jsonTextOf(Buffer.from(json)), jsonTextOf(utf16(json))]).toEqual([json, json]),
      ),
    );
  });

  it('is refused in another encoding', () => {
    expect(() => jsonTextOf(Buffer.from('{"name":"Müller"}', 'latin1'))).toThrow('this is not UTF-8; save it as UTF-8');
    expect(() => jsonTextOf(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).toThrow('this is not UTF-16LE; save it as UTF-8');
  });

  it('is refused if it is larger than any file of this package', () => {
    expect(() => jsonTextOf(new Uint8Array(50_000_001))).toThrow(
      'this is larger than 50 MB, and no file of this package is',
    );
  });
});

import { decoded } from '../../lib/import/list/encoding';

const TEXT = 'Kunde;€\nMüller;5\n';
const utf16 = (order: 'le' | 'be') => {
  const bytes = Buffer.from(TEXT, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('the encoding of a list', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16 as Excel writes it', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 in the other order', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16(), 'utf-16be'],
    ['UTF-16 without a mark', utf16('le'), 'utf-16le'],
    ['UTF-16 in the other order without a mark', utf16('be'), 'utf-16be'],
    ['Windows-1252', Buffer.from('Kunde;\x80\nM\xfcller;5\n', 'latin1'), 'windows-1252'],
  ])('is told by the bytes: %s', (_, bytes, encoding) => {
    expect(decoded(bytes)).toEqual({ text: TEXT, encoding });
  });

  it('reads every character of Windows-1252 that Latin-1 has not', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
    expect(decoded(bytes).text).toBe('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ');
  });

  it('is the one that was given', () => {
    expect(decoded(Uint8Array.from([0xa3, 0xf3, 0x64, 0x9f]), 'windows-1250').text).toBe('Łódź');
    expect(() => decoded(Buffer.from('x'), 'windows-9')).toThrow('not supported');
  });

  it('of nothing is UTF-8', () => {
    expect(decoded(Buffer.from(''))).toEqual({ text: '', encoding: 'utf-8' });
  });
});

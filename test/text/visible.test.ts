import * as fc from 'fast-check';
import { clipped, visible, visibleLines } from '../../lib/text';

/** Whatever steers a terminal, ends a line, turns direction, is not seen, or is half a character. */
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What a runner obeys. */
const ORDER = /##(vso)?\[|^\s*::/im;

/** Texts of which orders are made, among any others. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('#', '##', '[', ']', 'vso[', '##vso[', '##[', ':', '::', '::error', ' ', '\n', '\r', '\u001b['),
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u200f',
        '\u061c',
        '\u200b',
        '\ufeff',
        '\u2028',
        '\u0085',
        '\ud800',
        '\u{e0041}',
      ),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map(parts => parts.join(''));

describe('visible', () => {
  it.each([
    ['a name', 'Contoso AG (Zürich) – 株式会社 😀', 'Contoso AG (Zürich) – 株式会社 😀'],
    ['line breaks and tabs', 'a\nb\r\nc\td', String.raw`a\nb\r\nc\td`],
    ['an escape of a terminal', '\u001b[31mred\u001b[0m', String.raw`\u001b[31mred\u001b[0m`],
    ['a control of C1', 'a\u009bb', String.raw`a\u009bb`],
    ['overrides of direction', '\u202eevil\u2069', String.raw`\u202eevil\u2069`],
    ['marks of direction', 'a\u200e\u200f\u061cb', String.raw`a\u200e\u200f\u061cb`],
    ['what has no width', 'a\u200bb\ufeffc\u00ad', String.raw`a\u200bb\ufeffc\u00ad`],
    ['separators of lines', 'a\u2028b\u2029c', String.raw`a\u2028b\u2029c`],
    ['tags beyond the basic plane', 'a\u{e0041}', String.raw`a\udb40\udc41`],
    ['half a character', 'a\ud83d', String.raw`a\ud83d`],
    [
      'an order to Azure DevOps',
      'x ##vso[task.setvariable variable=a]b',
      String.raw`x \u0023#vso[task.setvariable variable=a]b`,
    ],
    ['one in capitals', '##VSO[x]', String.raw`\u0023#VSO[x]`],
    ['a heading of a log', '##[error]x', String.raw`\u0023#[error]x`],
    ['more marks than an order needs', '####[group]', String.raw`##\u0023#[group]`],
    ['an order to GitHub', '::set-output name=a::b', String.raw`\u003a:set-output name=a::b`],
    ['one behind blanks', ' \u00a0\u3000::error::x', ' \u00a0\u3000\\u003a:error::x'],
    ['one behind what has no width', '\u200b::error::x', String.raw`\u200b::error::x`],
    ['colons within', 'std::vector, #1, ## 2', 'std::vector, #1, ## 2'],
  ])('shows %s', (_case, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves nothing that is dangerous, whatever the text', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(visible(text)).not.toMatch(DANGEROUS);
        expect(visible(text)).not.toMatch(ORDER);
      }),
    );
  });

  it('changes nothing a second time', () => {
    fc.assert(fc.property(hostile, text => visible(visible(text)) === visible(text)));
  });

  it('leaves JSON that means the same', () => {
    fc.assert(
      fc.property(hostile, hostile, (key, text) => {
        const value = { [`x${key}`]: [text] };
        expect(JSON.parse(visibleLines(JSON.stringify(value, undefined, 2)))).toStrictEqual(value);
      }),
    );
  });
});

describe('clipped', () => {
  it.each([
    ['a short text', 'abc', 'abc'],
    ['a longer one', 'abcd', 'ab…'],
    ['no half of a character', 'a😀b', 'a…'],
  ])('gives %s', (_case, text, beginning) => {
    expect(clipped(text, 3)).toBe(beginning);
  });
});

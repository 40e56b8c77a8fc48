import * as fc from 'fast-check';
import { matcherOf } from '../../lib/text';

describe('matcherOf', () => {
  it.each([
    ['customer-contoso', 'customer-contoso', true],
    ['customer-contoso', 'customer-contoso-2', false],
    ['customer-*', 'customer-', true],
    ['customer-*', 'customers', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['**', 'a', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*b*', 'abc', true],
    ['*b*b*', 'abc', false],
    ['a*bc*bc', 'abcbc', true],
    ['azurerm_lighthouse_*.x["a.b"]', 'azurerm_lighthouse_definition.x["a.b"]', true],
    ['a.c', 'abc', false],
    ['a*', 'a\nb', true],
  ])('%p on %p: %p', (pattern, text, fits) => {
    expect(matcherOf(pattern)(text)).toBe(fits);
  });

  it('says what a regular expression says', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 }), (pattern, text) => {
        const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
        return matcherOf(pattern)(text) === new RegExp(`^${expression}$`).test(text);
      }),
      { numRuns: 500 },
    );
  });
});

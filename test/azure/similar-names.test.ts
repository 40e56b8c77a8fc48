import * as fc from 'fast-check';
import { similarNames } from '../../lib/azure';

/** Levenshtein distance as in the book. */
function distance(a: string, b: string): number {
  return a === '' || b === ''
    ? a.length + b.length
    : Math.min(
        distance(a.slice(1), b) + 1,
        distance(a, b.slice(1)) + 1,
        distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
      );
}

describe('similarNames', () => {
  it('gives the nearest three, best first and then by name', () => {
    const names = ['Reader', 'Leader', 'Header', 'Readers', 'Owner'];
    expect(similarNames('reeder', names)).toEqual(['Reader', 'Header', 'Leader']);
    expect(similarNames('Contributor', names)).toEqual([]);
  });

  it('is what a comparison with every name gives', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(name, fc.uniqueArray(name, { maxLength: 8 }), (wanted, names) => {
        const expected = names
          .map(text => ({ text, far: distance(wanted, text) }))
          .filter(({ far }) => far <= 2)
          .sort((a, b) => a.far - b.far || a.text.localeCompare(b.text, 'en'))
          .slice(0, 3)
          .map(({ text }) => text);
        expect(similarNames(wanted, names)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

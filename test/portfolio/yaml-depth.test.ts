import { Parser } from 'yaml';
import { isTooDeep } from '../../lib/portfolio/yaml-depth';
import { faultsOfFile } from './fixtures';

const tooDeep = (text: string) => isTooDeep(text, () => new Parser());

describe('a text', () => {
  it.each([
    ['brackets', `a: ${'['.repeat(250)}${']'.repeat(250)}`],
    ['brackets that stay open', `a: ${'['.repeat(100_000)}`],
    ['braces', `a: ${'{a: '.repeat(100_000)}`],
    ['lists in one line', `${'- '.repeat(100_000)}a`],
    ['keys in one line', `${'? '.repeat(3_000)}a`],
    ['lines', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['brackets behind a comment that has some', `# ${'['.repeat(250)}\na: ${'['.repeat(250)}`],
  ])('nests too deeply: %s', (_what, text) => {
    expect(tooDeep(text)).toBe(true);
    expect(faultsOfFile(text)).toEqual(['customers.yaml: is nested too deeply; write customers as lists of objects']);
  });

  it.each([
    ['brackets', `a: ${'['.repeat(90)}${']'.repeat(90)}`],
    ['brackets in a text', `a: "${'['.repeat(500)}"`],
    ['brackets in a comment', `# ${'{'.repeat(500)}\na: 1`],
    ['blanks in a text', `a: |\n  ${' '.repeat(300)}x\n`],
    ['many lists', '- {a: [1]}\n'.repeat(1_000)],
  ])('does not nest too deeply: %s', (_what, text) => {
    expect(tooDeep(text)).toBe(false);
  });
});

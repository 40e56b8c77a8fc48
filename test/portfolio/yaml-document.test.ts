import { faultsOfFile } from './fixtures';

const TOO_DEEP = 'customers.yaml: is nested too deeply; write customers as lists of objects';

describe('a text', () => {
  it.each([
    ['brackets', `a: ${'['.repeat(250)}${']'.repeat(250)}`],
    ['one bracket too many', `a: ${'['.repeat(101)}${']'.repeat(101)}`],
    ['brackets that stay open', `a: ${'['.repeat(100_000)}`],
    ['braces', `a: ${'{a: '.repeat(100_000)}`],
    ['lists in one line', `${'- '.repeat(100_000)}a`],
    ['keys in one line', `${'? '.repeat(3_000)}a`],
    ['lines', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['brackets behind a comment that has some', `# ${'['.repeat(250)}\na: ${'['.repeat(250)}`],
  ])('nests too deeply: %s', (_what, text) => {
    expect(faultsOfFile(text)).toEqual([TOO_DEEP]);
  });

  it.each([
    ['brackets', `a: ${'['.repeat(100)}1${']'.repeat(100)}`],
    ['brackets in a text', `a: "${'['.repeat(500)}"`],
    ['brackets in a comment', `# ${'{'.repeat(500)}\na: 1`],
    ['blanks in a text', `a: |\n  ${' '.repeat(300)}x\n`],
    ['many lists', '- {a: [1]}\n'.repeat(1_000)],
  ])('does not nest too deeply: %s', (_what, text) => {
    expect(faultsOfFile(text)).not.toContain(TOO_DEEP);
  });
});

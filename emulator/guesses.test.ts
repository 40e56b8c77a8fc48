import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUESSES, Guesses } from './guesses';

test('each guess is by default the answer that it names, and any other that is given', () => {
  expect(new Guesses().is('unregisteredList', 'answered')).toBe(true);
  expect(new Guesses({ unregisteredList: 'refused' }).is('unregisteredList', 'answered')).toBe(false);
});

test.each(Object.entries(GUESSES))('%s has a question, two answers or more, and one of them as default', (_, guess) => {
  expect(guess.question).toMatch(/^[A-Z].*\?$/);
  expect(Object.keys(guess.answers).length).toBeGreaterThan(1);
  expect(Object.keys(guess.answers)).toContain(guess.default);
  expect(guess.known).toMatch(/\.$/);
});

test('the README has them as a table', () => {
  const rows = Object.entries(GUESSES).map(([name, { question, answers, default: standard, strength, known }]) => {
    const shown = Object.entries(answers).map(([answer, meaning]) =>
      answer === standard ? `**\`${answer}\`**: ${meaning}` : `\`${answer}\`: ${meaning}`,
    );
    return [`\`${name}\``, question, shown.join('<br>'), `${strength}. ${known}`];
  });
  const readme = readFileSync(join(__dirname, 'README.md'), 'utf8');
  const [, table] = /^\| guess .*\n\| -.*\n((?:\|.*\n)+)/m.exec(readme) ?? [];

  expect(table.trimEnd().split('\n').map(cellsOf)).toEqual(rows);
});

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim());
}

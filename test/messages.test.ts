/** A message that docs/guides/troubleshooting.md quotes as one of this package is one: each part that does not differ. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageText, ROOT } from './pages';

/** The sources, with each text in one piece and as it is printed. */
const sources = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file =>
    readFileSync(join(ROOT, 'lib', file), 'utf8')
      .replace(/['`"] \+\s+['`"]/g, '')
      .replace(/\\(['"`])/g, '$1'),
  )
  .join('\n');

const isOurs = (message: string) => message.split('…').every(part => sources.includes(part.trim()));

/** What stands in backquotes in the first column of the tables behind "This package". */
function quoted(): string[] {
  const [, ours] = pageText('docs/guides/troubleshooting.md').split('\n## This package\n');
  return [...ours.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, message]) => message),
  );
}

it('every message that is quoted as ours is in the sources', () => {
  const messages = quoted();
  expect(messages.filter(message => !isOurs(message))).toEqual([]);
  expect(messages.length).toBeGreaterThan(50);
});

/** Everything that a page tells its reader to type exists: commands of `pec`, their options, and scripts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pec } from './command-line/run-pec';
import { blocksIn, PAGES, pageText, ROOT } from './pages';

interface CommandLine {
  readonly where: string;
  readonly words: string[];
}

/** The command lines in blocks for a shell, and those that a sentence quotes. */
function commandLines(): CommandLine[] {
  return PAGES.flatMap(page => {
    const quoted = [...pageText(page).matchAll(/`(pec [^`\n]+)`/g)].map(([, code]) => ({ where: page, code }));
    return [...blocksIn(page, pageText(page), 'sh|bash'), ...quoted].flatMap(({ where, code }) =>
      code
        .replace(/\\\n/g, ' ')
        .split(/\n|&&|\||;|\$\(/)
        .map(line => ({ where, words: wordsOf(line) })),
    );
  });
}

/** The words of a line, without what stands in front of the program or behind `#`. */
function wordsOf(line: string): string[] {
  const words = [...line.replace(/(^|\s)#.*/, '').matchAll(/'[^']*'|"[^"]*"|[^\s)]+/g)].map(([word]) => word);
  const first = words.findIndex(word => !/^[A-Z_]+=/.test(word));
  const program = words[first] === 'npx' ? words.indexOf('pec') : first;
  return program < 0 ? [] : words.slice(program);
}

/** Of code that is merged after these pages: take an entry out when the test says that it is there. */
const COMING = ['init'];

const linesOfPec = commandLines().filter(({ words }) => words[0] === 'pec' && words.length > 1);

/** What the help names: of the program its commands, of a command its options. */
async function namedInHelp(args: string[], pattern: RegExp): Promise<string[]> {
  const { stdout } = await pec([...args, '--help']);
  return [...stdout.matchAll(pattern)].map(([, name]) => name);
}

const commandsOfPec = () => namedInHelp([], /^ {2}([a-z]+)\b(?= .*\S)/gm);
const optionsOf = (command: string) => namedInHelp([command], /(?:^ {2}|, )(--[a-z-]+)/gm);

it('every command and option of pec in a page exists', async () => {
  const commands = await commandsOfPec();
  expect(commands).toContain('guard');
  const options = new Map<string, string[]>();
  for (const command of commands) {
    options.set(command, await optionsOf(command));
  }
  expect(options.get('guard')).toContain('--allow');
  expect(COMING.filter(command => commands.includes(command))).toEqual([]);
  const unknown = linesOfPec.flatMap(({ where, words: [, command, ...rest] }) => {
    const known = command.startsWith('--') ? ['--version', '--help'] : options.get(command);
    const given = command.startsWith('--') ? [command] : rest.filter(word => word.startsWith('--'));
    const isComing = COMING.includes(command);
    const wrong = isComing ? [] : known ? given.filter(option => !known.includes(option.split('=')[0])) : [command];
    return wrong.map(word => `${where}: pec ${command} … ${word}`);
  });
  expect(unknown).toEqual([]);
  expect(linesOfPec.length).toBeGreaterThan(50);
});

it('every script of npm in a page exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const mentioned = PAGES.flatMap(page =>
    [...pageText(page).matchAll(/npm run (?:--[a-z]+ )*([a-z][a-z\d:-]*)/g)].map(([, script]) => ({ page, script })),
  );
  expect(mentioned.filter(({ script }) => !(script in scripts))).toEqual([]);
  expect(mentioned.map(({ script }) => script)).toContain('synth');
});

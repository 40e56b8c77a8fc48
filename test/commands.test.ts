/** Everything that a page tells its reader to type exists: commands of `pec`, their options, and scripts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pec } from './command-line/run-pec';
import { blocksIn, PAGES, pageText, ROOT } from './pages';

/** A run of `pec` that a page shows: in a block for a shell, or quoted in a sentence. */
interface RunOfPec {
  readonly where: string;
  readonly command: string;
  readonly options: string[];
}

function runsOfPec(): RunOfPec[] {
  return PAGES.flatMap(page => {
    const quoted = [...pageText(page).matchAll(/`(pec [^`\n]+)`/g)].map(([, code]) => ({ where: page, code }));
    return [...blocksIn(page, pageText(page), 'sh|bash'), ...quoted].flatMap(({ where, code }) =>
      code
        .replace(/\\\n/g, ' ')
        .split(/\n|&&|\||;|\$\(/)
        .flatMap(line => {
          const [command, ...rest] = argumentsOfPec(line);
          const options = rest.filter(word => word.startsWith('--')).map(option => option.split('=')[0]);
          return command === undefined ? [] : [{ where, command, options }];
        }),
    );
  });
}

/** What a line gives to `pec`, whoever runs it; nothing if it runs something else. */
function argumentsOfPec(line: string): string[] {
  const words = [...line.replace(/(^|\s)#.*/, '').matchAll(/'[^']*'|"[^"]*"|[^\s)]+/g)].map(([word]) => word);
  const [program, ...rest] = words.slice(words.findIndex(word => !/^[A-Z_]+=/.test(word)));
  if (program === 'pec') {
    return rest;
  }
  const isOther = !['npx', 'node'].includes(program) || !rest.some(isPec);
  return isOther ? [] : rest.slice(rest.findIndex(isPec) + 1);
}

function isPec(word: string): boolean {
  return /^pec$|\/pec\.js$/.test(word);
}

/** What the help names: of the program its commands, of a command its options. */
async function namedInHelp(args: string[], pattern: RegExp): Promise<string[]> {
  const { stdout } = await pec([...args, '--help']);
  return [...stdout.matchAll(pattern)].map(([, name]) => name);
}

const optionsOf = (...command: string[]) => namedInHelp(command, /(?:^ {2}|, )(--[a-z-]+)/gm);

it('every command and option of pec in a page exists', async () => {
  const commands = await namedInHelp([], /^ {2}([a-z]+)\b(?= .*\S)/gm);
  const options = new Map(
    await Promise.all(commands.map(async command => [command, await optionsOf(command)] as const)),
  );
  expect(options.get('guard')).toContain('--allow');
  (await optionsOf()).forEach(option => options.set(option, []));

  const runs = runsOfPec();
  const unknown = runs.flatMap(({ where, command, options: given }) => {
    const known = options.get(command);
    const wrong = known ? given.filter(option => !known.includes(option)) : ['no such command'];
    return wrong.map(what => `${where}: pec ${command}: ${what}`);
  });
  expect(unknown).toEqual([]);
  expect(runs.length).toBeGreaterThan(50);
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

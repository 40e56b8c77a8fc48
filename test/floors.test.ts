import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const LIB = resolve(__dirname, '..', 'lib');

/** The floors from the ground up, written out: scripts/floors.mjs, which the linter uses, has to say the same. */
const FLOORS = [
  'text',
  'azure',
  'app',
  'terraform',
  'manifest',
  'declaration',
  'bindings',
  'principals',
  'lighthouse',
  'readiness',
  'reports',
  'stacks',
  'customers',
  'portfolio',
  'azure-live',
  'verification',
  'billing',
  'import',
  'testing',
  'command-line',
];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const imports: Import[] = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .flatMap(file =>
    [...readFileSync(join(LIB, file), 'utf8').matchAll(/(?:from|require\(|import) ?'([^']+)'/g)].map(
      ([, specifier]) => ({ file, specifier }),
    ),
  );

function targetOf(file: string, specifier: string): string {
  return relative(LIB, resolve(LIB, dirname(file), specifier));
}

function floorOf(path: string): number {
  return FLOORS.indexOf(path.split(sep)[0]);
}

describe('the floors of lib', () => {
  it('are all the folders there are', () => {
    const folders = readdirSync(LIB, { withFileTypes: true }).filter(entry => entry.isDirectory());
    expect(folders.map(folder => folder.name).sort()).toEqual([...FLOORS].sort());
  });

  it('are the ones that the linter knows', () => {
    const source = readFileSync(resolve(__dirname, '..', 'scripts', 'floors.mjs'), 'utf8');
    const listed = /FLOORS = \[([^\]]*)\]/.exec(source)?.[1].match(/[a-z-]+/g);
    expect(listed).toEqual(FLOORS);
  });

  it('import no floor above them', () => {
    const climbing = imports
      .filter(({ file, specifier }) => specifier.startsWith('.') && file.includes(sep))
      .map(({ file, specifier }) => ({ file, target: targetOf(file, specifier) }))
      .filter(({ file, target }) => floorOf(target) > floorOf(file) || target === '' || target === 'index');
    expect(climbing).toEqual([]);
    expect(imports.length).toBeGreaterThan(100);
  });

  it.each([
    ['lighthouse', ['offer', 'delegation', 'terraform', 'arm', 'policy']],
    ['import', ['found', 'list', 'file', 'azure']],
  ])('have rooms in %s that build on each other', (floor, rooms) => {
    const roomOf = (path: string) => rooms.indexOf(path.split(sep)[1]);
    const climbing = imports
      .filter(({ file, specifier }) => file.startsWith(join(floor, '')) && specifier.startsWith('..'))
      .map(({ file, specifier }) => ({ file, target: targetOf(file, specifier) }))
      .filter(({ file, target }) => target.startsWith(join(floor, '')) && roomOf(target) > roomOf(file));
    expect(climbing).toEqual([]);
  });

  it('have no circle of files, imports of types included', () => {
    const files = new Set(imports.map(({ file }) => file));
    const next = new Map<string, string[]>();
    for (const { file, specifier } of imports.filter(({ specifier }) => specifier.startsWith('.'))) {
      const target = targetOf(file, specifier);
      const found = [`${target}.ts`, join(target, 'index.ts')].filter(candidate => files.has(candidate));
      next.set(file, [...(next.get(file) ?? []), ...found]);
    }
    const [done, circles] = [new Set<string>(), [] as string[]];
    const walk = (file: string, way: string[]) => {
      if (way.includes(file)) {
        circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      } else if (!done.has(file)) {
        (next.get(file) ?? []).forEach(other => walk(other, [...way, file]));
        done.add(file);
      }
    };
    [...next.keys()].forEach(file => walk(file, []));
    expect(circles).toEqual([]);
  });

  it('enter each other by the door', () => {
    const throughTheWall = imports.filter(({ file, specifier }) => {
      const [floor, ...rest] = targetOf(file, specifier).split(sep);
      // package.json, which is outside, has no door.
      const isOther = floor !== file.split(sep)[0] && floor !== '..';
      return specifier.startsWith('..') && file.includes(sep) && isOther && rest.length > 0;
    });
    expect(throughTheWall).toEqual([]);
  });

  it('begin with a ground floor that knows Azure only', () => {
    const foreign = imports.filter(
      ({ file, specifier }) =>
        file.startsWith(`azure${sep}`) && !specifier.startsWith('.') && !specifier.startsWith('node:'),
    );
    expect(foreign).toEqual([]);
  });

  it('import providers by folder, never by barrel', () => {
    const barrels = imports.filter(({ specifier }) => /^@cdk(tf|tn)\/provider-[a-z]+(\/index)?$/.test(specifier));
    expect(barrels).toEqual([]);
  });
});

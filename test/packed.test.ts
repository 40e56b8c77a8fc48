import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { SourceMap, type SourceMapPayload, type SourceMapping } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as source from 'cdktf-partner-earned-credit';

const ROOT = resolve(__dirname, '..');
const FOLDER = mkdtempSync(join(tmpdir(), 'pec-packed-'));
const PACKAGE = join(FOLDER, 'node_modules', 'cdktf-partner-earned-credit');

// What `npm run build` makes, as a project finds it in its node_modules.
beforeAll(() => {
  mkdirSync(PACKAGE, { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    symlinkSync(join(ROOT, 'node_modules', name), join(FOLDER, 'node_modules', name), 'junction');
  }
  cpSync(join(ROOT, 'package.json'), join(PACKAGE, 'package.json'));
  execFileSync(process.execPath, ['scripts/build.mjs', PACKAGE], { cwd: ROOT });
}, 300_000);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

function run(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: FOLDER, encoding: 'utf8' });
}

/** What a program prints as JSON. */
function evaluate(program: string): unknown {
  return JSON.parse(run('--eval', `console.log(JSON.stringify(${program}))`));
}

/** The files of a folder with their bytes. */
function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [file.slice(folder.length), readFileSync(file, 'utf8')]),
  );
}

const PACKAGE_NAME = 'cdktf-partner-earned-credit';

it('has every member that the source has, for CommonJS and for ES modules', () => {
  const members = Object.keys(source).sort();
  expect(evaluate(`Object.keys(require('${PACKAGE_NAME}')).sort()`)).toEqual(members);
  const program = `import * as all from '${PACKAGE_NAME}'; console.log(JSON.stringify(Object.keys(all)))`;
  const named = JSON.parse(run('--input-type=module', '--eval', program)) as string[];
  expect(named.filter(name => !['default', 'module.exports', '__esModule'].includes(name)).sort()).toEqual(members);
});

it('loads one file, and a floor when one of its members is used', () => {
  const loaded = `Object.keys(require.cache).filter(file => file.includes('/dist/')).map(file => file.replace(/.*\\/dist\\//, ''))`;
  expect(evaluate(`(require('${PACKAGE_NAME}'), ${loaded})`)).toEqual(['index.js']);
  expect(evaluate(`(require('${PACKAGE_NAME}').AzureBuiltInRole.READER, ${loaded})`)).toEqual([
    'index.js',
    'azure/modules.js',
    'text/modules.js',
  ]);
});

it('is one module, however it is reached', () => {
  const role = `require('./node_modules/${PACKAGE_NAME}/dist/azure/azure-built-in-role').AzureBuiltInRole`;
  expect(evaluate(`require('${PACKAGE_NAME}').AzureBuiltInRole === ${role}`)).toBe(true);
});

it('writes the same bytes as the source', () => {
  cpSync(join(ROOT, 'examples'), join(FOLDER, 'examples'), { recursive: true });
  const synthesize = (main: string, output: string, cwd: string) => {
    const env = { ...process.env, CDKTF_OUTDIR: join(FOLDER, output) };
    execFileSync(process.execPath, ['--import', 'tsx', main], { cwd, env });
    return filesIn(join(FOLDER, output));
  };
  const packed = synthesize('examples/portfolio/main.ts', 'packed.out', FOLDER);
  expect(Object.keys(packed).length).toBeGreaterThan(5);
  expect(packed).toEqual(synthesize('examples/portfolio/main.ts', 'source.out', ROOT));
});

it('leads debuggers to the source, by a map without sections, which not all of them read', () => {
  const bundle = join(PACKAGE, 'dist/azure/modules.js');
  const lines = readFileSync(bundle, 'utf8').split('\n');
  const line = lines.findIndex(text => text.includes('class AzureBuiltInRole'));
  const payload = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as SourceMapPayload;
  expect(payload).not.toHaveProperty('sections');
  const map = new SourceMap(payload);
  const { originalSource, originalLine } = map.findEntry(line, lines[line].indexOf('class')) as SourceMapping;
  expect(resolve(dirname(bundle), originalSource)).toBe(join(ROOT, 'lib/azure/azure-built-in-role.ts'));
  const original = readFileSync(join(ROOT, 'lib/azure/azure-built-in-role.ts'), 'utf8').split('\n');
  expect(original[originalLine]).toContain('class AzureBuiltInRole');
});

it('has the schemas where editors and programs find them', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: object };
  const schemas = Object.keys(exports).filter(path => path.endsWith('.schema.json'));
  expect(schemas).toHaveLength(4);
  for (const schema of schemas) {
    const inPackage = JSON.parse(readFileSync(join(PACKAGE, schema), 'utf8')) as unknown;
    expect(evaluate(`require('${join(PACKAGE_NAME, schema)}')`)).toEqual(inPackage);
  }
});

it('has the command', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(run(join(PACKAGE, 'dist/command-line/pec.js'), '--version').trim()).toBe(version);
});

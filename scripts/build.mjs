/**
 * Makes the package: what TypeScript emits, in dist, with one file for each floor of lib; and the schemas, at the top.
 *
 *   npm run build
 *   node scripts/build.mjs FOLDER [SOURCE]    in another folder, which has node_modules; of a source with a tsconfig.json
 *
 * Node spends a quarter of a millisecond on each file, and to import the package took 185 of them. So what it loads of a
 * floor stands in one file, modules.js: each module as a function that runs when it is first asked for. In the module's own
 * place a line leads there, so it is one module, however it is reached. docs/decisions/6 has the figures.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { encodedMap, FlattenMap } from '@jridgewell/trace-mapping';

const require = createRequire(import.meta.url);
const ROOT = resolve(import.meta.dirname, '..');
const PACKAGE = resolve(process.argv[2] ?? ROOT);
const PROJECT = process.argv[3] ? resolve(process.argv[3]) : join(ROOT, 'tsconfig.build.json');
const DIST = join(PACKAGE, 'dist');
const MAIN = join(DIST, 'index.js');
const SCHEMAS = [
  'portfolio/portfolio.schema.json',
  'reports/readiness.schema.json',
  'reports/verification/verification.schema.json',
  'reports/confirmation/confirmation.schema.json',
];

rmSync(DIST, { recursive: true, force: true });
// Comments belong to the declarations: without them there is a third less to read at start.
tsc('--emitDeclarationOnly');
tsc('--declaration', 'false', '--removeComments');
bundle();
for (const schema of SCHEMAS) {
  copyFileSync(join(DIST, schema), join(PACKAGE, basename(schema)));
}

function tsc(...options) {
  const compiler = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '--project', PROJECT, '--outDir', DIST, ...options], { stdio: 'inherit' });
}

/** Bundles what the import of the package loads. */
function bundle() {
  require(MAIN);
  const loaded = Object.keys(require.cache).filter(file => file.startsWith(DIST + sep) && file !== MAIN);
  const isBundled = file => loaded.includes(file);
  for (const floor of new Set(loaded.map(floorOf))) {
    bundleFloor(
      floor,
      loaded.filter(file => floorOf(file) === floor),
      isBundled,
    );
  }
  for (const file of loaded) {
    rmSync(`${file}.map`);
    writeFileSync(file, `'use strict';\nmodule.exports = ${loading(file, dirname(file))};\n`);
  }
  loadWhenUsed(isBundled);
}

/** Writes the modules of a floor into one file, and the maps to their sources beside it. */
function bundleFloor(floor, files, isBundled) {
  const lines = ["'use strict';", 'const modules = {'];
  const sections = [];
  for (const file of files) {
    lines.push(`    ${nameOf(file)}(module, exports) {`);
    sections.push({ offset: { line: lines.length, column: 0 }, map: mapOf(file) });
    const body = withImports(file, target => {
      if (!isBundled(target)) {
        return `require(${pathFrom(floor, target)})`;
      }
      return floorOf(target) === floor ? `load(${nameOf(target)})` : loading(target, floor);
    });
    lines.push(...body.split('\n'), '    },');
  }
  lines.push(
    '};',
    'const loaded = {};',
    'function load(name) {',
    '    if (!loaded[name]) {',
    '        loaded[name] = { exports: {} };',
    '        modules[name](loaded[name], loaded[name].exports);',
    '    }',
    '    return loaded[name].exports;',
    '}',
    'module.exports = load;',
    '//# sourceMappingURL=modules.js.map',
    '',
  );
  writeFileSync(join(floor, 'modules.js'), lines.join('\n'));
  // One list of mappings: vitest and others cannot read a map of maps, and then fail on every stack trace.
  const map = new FlattenMap({ version: 3, file: 'modules.js', sections });
  writeFileSync(join(floor, 'modules.js.map'), JSON.stringify(encodedMap(map)));
}

/** Lets the package's own index load a floor when one of its members is first used. ES modules use all of them at once. */
function loadWhenUsed(isBundled) {
  const body = withImports(MAIN, target => {
    if (!isBundled(target)) {
      throw new Error(`index.js imports ${target}, which nothing loads`);
    }
    return `whenUsed(() => ${loading(target, DIST)})`;
  });
  const whenUsed = 'function whenUsed(load) { return new Proxy({}, { get: (_, name) => load()[name] }); }';
  rmSync(`${MAIN}.map`);
  writeFileSync(MAIN, `${body}\n${whenUsed}\n`);
}

/** The text of a module, with what takes the place of each of its imports. */
function withImports(file, replacement) {
  return readFileSync(file, 'utf8')
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, '')
    .replace(/\brequire\(["'](\.[^"']*)["']\)/g, (_, path) => replacement(require.resolve(join(dirname(file), path))));
}

/** The map of a module, with sources as they are seen from its floor. */
function mapOf(file) {
  const map = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  const sources = map.sources.map(source =>
    relative(floorOf(file), resolve(dirname(file), source)).replaceAll(sep, '/'),
  );
  return { ...map, sources };
}

/** The expression with which a file in a folder loads a bundled module. */
function loading(file, folder) {
  return `require(${pathFrom(folder, join(floorOf(file), 'modules.js'))})(${nameOf(file)})`;
}

function floorOf(file) {
  return join(DIST, relative(DIST, file).split(sep)[0]);
}

/** What a module is called in its floor, in quotes. */
function nameOf(file) {
  return JSON.stringify(relative(floorOf(file), file).replaceAll(sep, '/'));
}

function pathFrom(folder, file) {
  const path = relative(folder, file).replaceAll(sep, '/');
  return JSON.stringify(path.startsWith('.') ? path : `./${path}`);
}

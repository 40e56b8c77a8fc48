/**
 * Installs what was built into a project of its own, as README says, and compares what the examples write there with what
 * they write here.
 *
 *   npm run build && node scripts/try-package.mjs npm cdktf
 *   npm run build && node scripts/try-package.mjs pnpm alias           CDK Terrain by the alias of README
 *   npm run build:cdktn && node scripts/try-package.mjs yarn cdktn     the second package, cdktn-partner-earned-credit
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { ofProgram } from '../cdktn/source.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const EXAMPLES = ['portfolio', 'landing-zone'];
/** What the first begins with. */
const SHARED = 'start';
const TSX = ['npx', 'tsx'];
/** What an ES module lacks that a bundled CommonJS module needs. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** How a package manager is run, and how it adds packages to a project. */
const MANAGERS = {
  npm: ['npm', 'install'],
  pnpm: ['npx', '--yes', 'pnpm@10.34.9', 'add'],
  yarn: ['npx', '--yes', '@yarnpkg/cli-dist@4.18.1', 'add'],
};
const TOOLS = ['tsx@4.23.15', 'typescript@5.9.3'];

/** How else a program may come to run: its name, and the commands. Tried with npm alone, because they take a while. */
const WAYS = {
  tsc: ['tsc --module nodenext --target es2022 --outDir built landing-zone/main.ts', 'node built/main.js'],
  'a bundle': [`${esbuild('cjs')} --outfile=bundle.cjs`, 'node bundle.cjs'],
  'a bundle that is an ES module': [`${esbuild('esm')} --outfile=bundle.mjs`, 'node bundle.mjs'],
  vitest: ['vitest run'],
};
const TOOLS_OF_WAYS = ['esbuild@0.28.2', 'vitest@3.2.7', '@types/node@20'];
const VITEST = "import { test } from 'vitest';\ntest('it synthesizes', () => import('./landing-zone/main'));\n";
const BINDINGS = ['@cdktf/provider-azurerm@14', '@cdktf/provider-azuread@14'];

/** What is there before the package is added, where the package comes from, and what is added beside it. */
const FRAMEWORKS = {
  cdktf: {
    packageJson: { dependencies: { cdktf: '0.21.0', constructs: '10.4.2' } },
    folder: ROOT,
    added: [...BINDINGS, ...TOOLS],
    program: text => text,
  },
  alias: { packageJson: aliasOfReadme(), folder: ROOT, added: [...BINDINGS, ...TOOLS], program: text => text },
  cdktn: {
    packageJson: { dependencies: { cdktn: '0.24.0', constructs: '10.7.2' } },
    folder: join(ROOT, 'cdktn', 'dist', 'package'),
    added: TOOLS,
    program: ofProgram,
  },
};

const [manager, framework] = process.argv.slice(2);
assert(MANAGERS[manager] && FRAMEWORKS[framework], 'say: node scripts/try-package.mjs npm|pnpm|yarn cdktf|alias|cdktn');
const { packageJson, folder, added, program } = FRAMEWORKS[framework];
const PROJECT = mkdtempSync(join(tmpdir(), 'pec-project-'));
try {
  install();
  [SHARED, ...EXAMPLES].forEach(copyExample);
  for (const example of EXAMPLES) {
    const tsx = manager === 'yarn' ? [...MANAGERS.yarn.slice(0, -1), 'tsx'] : TSX;
    expectSame(example, () => run(PROJECT, ...tsx, `${example}/main.ts`), 'tsx');
  }
  if (manager === 'npm') {
    run(PROJECT, 'npm', 'install', ...TOOLS_OF_WAYS);
    writeFileSync(join(PROJECT, 'landing-zone.test.ts'), VITEST);
    for (const [way, commands] of Object.entries(WAYS)) {
      expectSame('landing-zone', () => commands.forEach(command => run(PROJECT, 'npm', 'exec', '-c', command)), way);
    }
  }
  if (framework === 'alias' && manager === 'npm') {
    const replaced = spawnSync('npm', ['install', 'cdktf@0.21'], { cwd: PROJECT, encoding: 'utf8' });
    assert.match(replaced.stderr, /EOVERRIDE/, 'npm replaced the alias without a word');
  }
  console.log(`${manager} ${framework}: the same bytes`);
} finally {
  rmSync(PROJECT, { recursive: true, force: true });
}

function copyExample(example) {
  mkdirSync(join(PROJECT, example));
  // vitest would run the tests of an example too, which are at home in the project that `pec init` writes.
  for (const name of readdirSync(join(ROOT, 'examples', example)).filter(file => !file.endsWith('.test.ts'))) {
    const text = readFileSync(join(ROOT, 'examples', example, name), 'utf8');
    writeFileSync(join(PROJECT, example, name), name.endsWith('.ts') ? program(text) : text);
  }
}

/** The package.json of README's section about CDK Terrain. */
function aliasOfReadme() {
  const section = readFileSync(join(ROOT, 'README.md'), 'utf8').split('## cdktf and CDK Terrain')[1];
  return JSON.parse(/```json\n(.*?)```/s.exec(section)[1]);
}

function install() {
  const [tarball] = JSON.parse(run(folder, 'npm', 'pack', '--json', '--pack-destination', PROJECT));
  writeFileSync(join(PROJECT, 'package.json'), JSON.stringify({ private: true, ...packageJson }));
  // Where yarn keeps a project apart from those above it.
  writeFileSync(join(PROJECT, 'yarn.lock'), '');
  cpSync(join(ROOT, '.npmrc'), join(PROJECT, '.npmrc'));
  run(PROJECT, ...MANAGERS[manager], `${tarball.name}@file:./${tarball.filename}`, ...added);
}

/** Expects of a project of its own that an example writes there what it writes here. */
function expectSame(example, synthesize, way) {
  const there = outputOf('there', synthesize);
  const here = outputOf('here', () => run(join(ROOT, 'examples'), ...TSX, `${example}/main.ts`));
  assert.deepEqual(Object.keys(there), Object.keys(here), `${example}, with ${way}`);
  for (const [file, text] of Object.entries(there)) {
    assert.equal(text, here[file], `${example}, with ${way}, writes another ${file}`);
  }
}

/** The files that a program writes, without what a framework says of itself. */
function outputOf(name, synthesize) {
  process.env.CDKTF_OUTDIR = join(PROJECT, `${name}.out`);
  rmSync(process.env.CDKTF_OUTDIR, { recursive: true, force: true });
  synthesize();
  const files = readdirSync(process.env.CDKTF_OUTDIR, { recursive: true, withFileTypes: true });
  const texts = files
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => [relative(process.env.CDKTF_OUTDIR, file).replaceAll(sep, '/'), readFileSync(file, 'utf8')])
    // The framework's own list of stacks, and the package's list of hashes.
    .filter(([path]) => !['manifest.json', 'portfolio.json'].includes(path))
    .map(([path, text]) => [path, text.replace(/^ *"version": "0\.2[14]\.0"\n/m, '')]);
  return Object.fromEntries(texts);
}

function esbuild(format) {
  const banner = format === 'esm' ? ` --banner:js="${REQUIRE}"` : '';
  return `esbuild landing-zone/main.ts --bundle --platform=node --log-level=error --format=${format}${banner}`;
}

function run(cwd, command, ...args) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

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

/** How a package manager is run, and how it adds packages to a project. */
const MANAGERS = {
  npm: ['npm', 'install'],
  pnpm: ['npx', '--yes', 'pnpm@10.34.9', 'add'],
  yarn: ['npx', '--yes', '@yarnpkg/cli-dist@4.18.1', 'add'],
};
const TOOLS = ['tsx@4.23.15', 'typescript@5.9.3'];
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
    const [there, here] = [outputOf(PROJECT, example, 'there'), outputOf(join(ROOT, 'examples'), example, 'here')];
    assert.deepEqual(Object.keys(there), Object.keys(here));
    for (const [file, text] of Object.entries(there)) {
      assert.equal(text, here[file], `${example} writes another ${file}`);
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
  for (const name of readdirSync(join(ROOT, 'examples', example))) {
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

/** The files that an example writes, without what a framework says of itself. */
function outputOf(cwd, example, name) {
  const output = join(PROJECT, `${example}-${name}.out`);
  const env = { ...process.env, CDKTF_OUTDIR: output };
  const tsx = manager === 'yarn' && name === 'there' ? [...MANAGERS.yarn.slice(0, -1), 'tsx'] : ['npx', 'tsx'];
  execFileSync(tsx[0], [...tsx.slice(1), `${example}/main.ts`], { cwd, env });
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const texts = files
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => [relative(output, file).replaceAll(sep, '/'), readFileSync(file, 'utf8')])
    // The framework's own list of stacks, and the package's list of hashes.
    .filter(([path]) => !['manifest.json', 'portfolio.json'].includes(path))
    .map(([path, text]) => [path, text.replace(/^ *"version": "0\.2[14]\.0"\n/m, '')]);
  return Object.fromEntries(texts);
}

function run(cwd, command, ...args) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/**
 * Makes the second package, cdktn-partner-earned-credit, in cdktn/dist/package: the same source for CDK Terrain, without
 * an alias, and with bindings that CDK Terrain's own generator makes. docs/decisions/23 says what it is for.
 *
 *   npm run build:cdktn
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import bindings from '../scripts/bindings/generate.cjs';
import { CDKTN_NAME, ofLibrary } from './source.mjs';

const require = createRequire(import.meta.url);
const ROOT = resolve(import.meta.dirname, '..');
const SOURCE = join(import.meta.dirname, 'dist', 'source');
const PACKAGE = join(import.meta.dirname, 'dist', 'package');
const GENERATED = join('bindings', 'generated');

rmSync(join(import.meta.dirname, 'dist'), { recursive: true, force: true });
mkdirSync(PACKAGE, { recursive: true });
copySource(join(ROOT, 'lib'), join(SOURCE, 'lib'));
for (const provider of ['azapi', 'azuread', 'azurerm']) {
  await bindings.generate(require, '@cdktn', provider, join(SOURCE, 'lib', GENERATED, provider));
}
writeJson(join(SOURCE, 'tsconfig.json'), {
  extends: relative(SOURCE, join(ROOT, 'tsconfig.build.json')),
  compilerOptions: { rootDir: 'lib' },
  include: ['lib', 'lib/**/*.json'],
});
writeJson(join(PACKAGE, 'package.json'), packageJson());
execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), PACKAGE, SOURCE], { stdio: 'inherit' });
for (const file of ['LICENSE', 'CHANGELOG.md']) {
  copyFileSync(join(ROOT, file), join(PACKAGE, file));
}
copyFileSync(join(import.meta.dirname, 'README.md'), join(PACKAGE, 'README.md'));

function copySource(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(from, file);
    if (entry.isFile() && !path.startsWith(GENERATED)) {
      mkdirSync(dirname(join(to, path)), { recursive: true });
      writeFileSync(join(to, path), ofLibrary(path.replaceAll(sep, '/'), readFileSync(file, 'utf8')));
    }
  }
}

/** The package's own, with CDK Terrain as its only framework and bindings of its own. */
function packageJson() {
  const { name: _, scripts, devDependencies, overrides, ...shared } = read(join(ROOT, 'package.json'));
  const {
    cdktf,
    '@cdktf/provider-azuread': azuread,
    '@cdktf/provider-azurerm': azurerm,
    ...peers
  } = shared.peerDependencies;
  const cdktn = read(require.resolve('cdktn/package.json'));
  return {
    name: CDKTN_NAME,
    ...shared,
    keywords: shared.keywords.filter(keyword => keyword !== 'cdktf'),
    exports: {
      ...shared.exports,
      './bindings/*': {
        types: './dist/bindings/generated/*/index.d.ts',
        default: './dist/bindings/generated/*/index.js',
      },
    },
    typesVersions: {
      '*': { ...shared.typesVersions['*'], 'bindings/*': ['./dist/bindings/generated/*/index.d.ts'] },
    },
    files: ['dist', '*.schema.json', 'CHANGELOG.md'],
    peerDependencies: { ...peers, cdktn: `^${cdktn.version}`, constructs: cdktn.peerDependencies.constructs },
  };
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

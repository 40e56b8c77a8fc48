/**
 * Mutation tests: breaks the code of a floor in one place after the other, and counts how often its tests notice.
 *
 *   npm run test:mutation                                 every floor that decides
 *   npm run test:mutation -- principals lighthouse/offer  these folders of lib
 *
 * A folder is tested by the folder of test that has its name: a floor's own tests have to notice. Survivors are listed;
 * the run fails where fewer than 85 % were noticed. Results are kept in .stryker, so that a second run tries only what
 * changed, and what nobody noticed. Why it is done this way: docs/decisions/20-mutation-testing.md.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

const FLOORS = ['principals', 'lighthouse', 'readiness', 'stacks', 'customers', 'portfolio', 'command-line'];
const LEAST = 85;

const folders = process.argv.length > 2 ? process.argv.slice(2) : FLOORS;
const unknown = folders.filter(folder => !existsSync(`lib/${folder}`) || !existsSync(`test/${folder}`));
if (unknown.length > 0) {
  console.error(`Not a folder of both lib and test: ${unknown.join(', ')}`);
  process.exit(1);
}

const resultsOf = folder => `.stryker/${folder.replaceAll('/', '-')}.json`;

/** @returns {import('@stryker-mutator/api/core').PartialStrykerOptions} */
const optionsFor = folder => ({
  mutate: [`lib/${folder}/**/*.ts`, '!lib/**/index.ts'],
  // The sentences of errors and pages: tests quote those that matter, and another word is no other behaviour.
  mutator: { excludedMutations: ['StringLiteral'] },
  testRunner: 'jest-file-by-file',
  plugins: ['@stryker-mutator/jest-runner', resolve('scripts/mutation/jest-file-by-file.mjs')],
  jest: {
    configFile: 'jest.config.js',
    config: {
      roots: ['<rootDir>/lib', '<rootDir>/test'],
      testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
      // It starts processes, in which Stryker sees nothing.
      testPathIgnorePatterns: ['/interrupted-synth\\.test\\.ts$'],
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // Patterns, limits and shapes are made when a module is loaded, and they are the rules.
  ignoreStatic: false,
  // A slow machine must not pass for a test that noticed. A loop is found sooner, by counting.
  timeoutMS: 300_000,
  timeoutFactor: 3,
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  incremental: true,
  incrementalFile: resultsOf(folder),
  tempDirName: '.stryker/sandbox',
  ignorePatterns: ['cdktf.out*', 'coverage', 'dist'],
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  allowConsoleColors: false,
  warnings: { slow: false },
});

const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/** Stryker sees no new test of what is made when a module is loaded, and takes a slow machine for a test that noticed. */
function forgetAllButKilled(results) {
  if (!existsSync(results)) {
    return;
  }
  const report = JSON.parse(readFileSync(results, 'utf8'));
  for (const file of Object.values(report.files)) {
    file.mutants = file.mutants.filter(({ status }) => status !== 'Timeout' && !UNNOTICED.includes(status));
  }
  writeFileSync(results, JSON.stringify(report));
}

// Test files that stay loaded never come to the end at which they clean up.
process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'pec-mutation-'));
process.on('exit', () => rmSync(process.env.TMPDIR, { recursive: true, force: true }));

const figures = [];
for (const folder of folders) {
  const begun = performance.now();
  forgetAllButKilled(resultsOf(folder));
  const mutants = await new Stryker(optionsFor(folder)).runMutationTest();
  const count = statuses => mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count(NOTICED);
  const judged = noticed + count(UNNOTICED);
  figures.push({
    folder,
    mutants: judged,
    noticed,
    'of them by timeout': count(['Timeout']),
    percent: Math.floor((1000 * noticed) / judged) / 10,
    minutes: Math.ceil((performance.now() - begun) / 60_000),
  });
}
console.table(figures);
process.exitCode = figures.every(({ percent }) => percent >= LEAST) ? 0 : 1;

/**
 * Stryker's runner for jest, one test file after the other, and most of them loaded once.
 *
 * For each mutant Stryker's own loads every test file, though it knows which tests reach the mutant, and runs on after the
 * first failure (jest has no `bail` for programs: jestjs/jest#11766). Here only files with such tests are loaded, the
 * one that has the name of the mutant's file first, then the quick ones, until one fails.
 *
 * Before that, the tests that reach the mutant run in files that stay loaded: mutants are switches in the same code. A test
 * that fails there has noticed if it passes with the mutant off; if it does not, an earlier mutant has left something
 * behind, and the file is loaded anew. What is noticed by none of them is tried once more in files of its own, because
 * something that was kept from before may have hidden it.
 *
 * A mutant that survives these tests meets the other tests of their files: what is made when a module is loaded counts as
 * reached by the first test alone, if that test is what loads it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

const require = createRequire(import.meta.url);
const WARM = require.resolve('./warm-environment.cjs');
const { waiting } = require(WARM);

const jest = jestPlugins.find(({ kind }) => kind === 'TestRunner');

fileByFile.inject = ['$injector'];
function fileByFile(injector) {
  const runner = jest.factory(injector);
  const warm = new WarmFiles(runner);
  // In the sandbox, which the processes of a run share: the first of them runs all tests and knows where they are.
  const found = resolve('.stryker-tests.json');
  return {
    init: () => runner.init(),
    capabilities: () => runner.capabilities(),
    async dryRun(options) {
      const result = await runner.dryRun(options);
      const tests = (result.tests ?? []).map(({ id, fileName, timeSpentMs }) => ({ id, fileName, timeSpentMs }));
      writeFileSync(found, JSON.stringify({ tests, alsoReaching: testsAlsoReaching(result.mutantCoverage) }));
      return result;
    },
    async mutantRun(options) {
      const { tests, alsoReaching } = JSON.parse(readFileSync(found, 'utf8'));
      const reaching = options.testFilter ?? alsoReaching[options.activeMutant.id] ?? [];
      for (const file of filesFor(options, tests, reaching)) {
        const noticed = await warm.run(file, options, reaching);
        if (noticed) {
          return noticed;
        }
      }
      const files = filesFor(options, tests, options.testFilter);
      const runs = files.map(file => ({ file, testFilter: options.testFilter }));
      if (options.testFilter) {
        runs.push(...files.map(file => ({ file })));
      }
      let nrOfTests = 0;
      for (const { file, testFilter } of runs) {
        runner.jestConfig = { ...runner.jestConfig, testMatch: [file] };
        const result = await runner.mutantRun({ ...options, testFilter });
        if (result.status !== 'survived') {
          return result;
        }
        nrOfTests += result.nrOfTests;
      }
      return { status: 'survived', nrOfTests };
    },
  };
}

/** Test files that stay loaded. */
class WarmFiles {
  loaded = new Map();
  /** Tests that did not pass a second time, by file. */
  doubtful = new Map();

  constructor(runner) {
    this.runner = runner;
  }

  /** The result, if one of the file's tests notices the mutant. */
  async run(file, { activeMutant, hitLimit }, reaching) {
    const doubtful = this.doubtful.get(file) ?? new Set();
    const { tests, switches } = await this.load(file);
    const failureOf = async (test, activeMutant) => {
      Object.assign(switches, { activeMutant, hitLimit, hitCount: 0 });
      try {
        await test.run();
        return undefined;
      } catch (error) {
        return String(error?.message ?? error);
      } finally {
        Object.assign(switches, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
      }
    };
    for (const test of tests.filter(({ id }) => reaching.includes(id) && !doubtful.has(id))) {
      const failureMessage = await failureOf(test, activeMutant.id);
      if (failureMessage !== undefined && (await failureOf(test)) === undefined) {
        return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests: 1 };
      }
      if (failureMessage !== undefined) {
        this.doubtful.set(file, doubtful.add(test.id));
        this.close(file);
        return undefined;
      }
    }
    return undefined;
  }

  load(file) {
    const loaded =
      this.loaded.get(file) ??
      new Promise((ready, failed) => {
        waiting.set(file, ready);
        const { jestConfig, jestTestAdapter } = this.runner;
        jestTestAdapter
          .run({ jestConfig: { ...jestConfig, testMatch: [file], testEnvironment: WARM } })
          .then(() => failed(new Error(`${file} has no tests`)), failed);
      });
    this.loaded.set(file, loaded);
    return loaded;
  }

  close(file) {
    this.loaded.get(file)?.then(({ close }) => close(new Error('loaded anew')));
    this.loaded.delete(file);
  }
}

/** The tests that reach what is reached when a module is loaded as well, of which Stryker names none. */
function testsAlsoReaching({ static: atLoad, perTest } = { static: {}, perTest: {} }) {
  const reaching = {};
  for (const [test, mutants] of Object.entries(perTest)) {
    for (const id of Object.keys(mutants).filter(mutant => atLoad[mutant] > 0)) {
      (reaching[id] ??= []).push(test);
    }
  }
  return reaching;
}

/** The files with tests that reach the mutant; all of them if it is made when its module is loaded. */
function filesFor({ activeMutant }, tests, reachedBy) {
  const reaching = reachedBy && new Set(reachedBy);
  const costs = new Map();
  for (const { fileName, timeSpentMs } of tests.filter(({ id }) => reaching?.has(id) ?? true)) {
    costs.set(fileName, (costs.get(fileName) ?? 0) + timeSpentMs);
  }
  const namesake = `${basename(activeMutant.fileName, '.ts')}.test.ts`;
  const costOf = file => (basename(file) === namesake ? 0 : costs.get(file));
  return [...costs.keys()].sort((a, b) => costOf(a) - costOf(b));
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'jest-file-by-file', factory: fileByFile }];

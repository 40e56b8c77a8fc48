/**
 * Stryker's runner for jest, one test file after the other.
 *
 * For each mutant Stryker's own loads every test file, though it knows which tests reach the mutant, and runs on after the
 * first failure (jest has no `bail` for programs: jestjs/jest#11766). Here only files with such tests are loaded, the
 * one that has the name of the mutant's file first, then the quick ones, until one fails.
 *
 * A mutant that survives these tests meets the other tests of their files: what is made when a module is loaded counts as
 * reached by the first test alone, if that test is what loads it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

const jest = jestPlugins.find(({ kind }) => kind === 'TestRunner');

fileByFile.inject = ['$injector'];
function fileByFile(injector) {
  const runner = jest.factory(injector);
  // In the sandbox, which the processes of a run share: the first of them runs all tests and knows where they are.
  const testsFile = resolve('.stryker-tests.json');
  return {
    init: () => runner.init(),
    capabilities: () => runner.capabilities(),
    async dryRun(options) {
      const result = await runner.dryRun(options);
      const tests = (result.tests ?? []).map(({ id, fileName, timeSpentMs }) => ({ id, fileName, timeSpentMs }));
      writeFileSync(testsFile, JSON.stringify(tests));
      return result;
    },
    async mutantRun(options) {
      const files = filesFor(options, JSON.parse(readFileSync(testsFile, 'utf8')));
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

/** The files with tests that reach the mutant; all of them if it is made when its module is loaded. */
function filesFor({ testFilter, activeMutant }, tests) {
  const reaching = testFilter && new Set(testFilter);
  const costs = new Map();
  for (const { fileName, timeSpentMs } of tests.filter(({ id }) => reaching?.has(id) ?? true)) {
    costs.set(fileName, (costs.get(fileName) ?? 0) + timeSpentMs);
  }
  const namesake = `${basename(activeMutant.fileName, '.ts')}.test.ts`;
  const costOf = file => (basename(file) === namesake ? 0 : costs.get(file));
  return [...costs.keys()].sort((a, b) => costOf(a) - costOf(b));
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'jest-file-by-file', factory: fileByFile }];

const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/e2e/global-setup.ts',
  collectCoverage: false,
  coverageThreshold: undefined,
  // Most of their time the tests wait for azurerm's polling, so that three keep two cores busy.
  maxWorkers: 3,
  forceExit: true,
  testTimeout: 120_000,
};

const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/e2e/global-setup.ts',
  collectCoverage: false,
  coverageThreshold: undefined,
  maxWorkers: 2,
  forceExit: true,
  testTimeout: 120_000,
};

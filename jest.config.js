/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: '100%',
  testMatch: ['<rootDir>/{test,emulator,examples}/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/browser/'],
  modulePathIgnorePatterns: ['<rootDir>/.stryker/'],
  transform: { '^.+\\.[tj]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  // hyparquet is an ES module, which Node 20.19 can require and jest cannot.
  transformIgnorePatterns: ['/node_modules/(?!hyparquet/)'],
  moduleNameMapper: { '^cdktf-partner-earned-credit(/testing)?$': '<rootDir>/lib$1' },
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  collectCoverageFrom: ['lib/**/*.ts', '!lib/bindings/generated/**', '!lib/**/index.ts'],
  coverageReporters: ['text-summary', 'lcovonly'],
  coverageThreshold: { global: { branches: 95, functions: 95, lines: 95, statements: 95 } },
};

const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
  },
};

export default {
  testEnvironment: 'node',
  testTimeout: 60_000, // a slow machine is not a failure; waits in specs have limits of their own
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tests', '<rootDir>/scripts'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^#libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  resolver: '<rootDir>/jest.resolver.cjs',
  setupFiles: ['<rootDir>/jest.preload.js'],
  globalSetup: '<rootDir>/tests/environment/global-setup.js',
  globalTeardown: '<rootDir>/tests/environment/global-teardown.js',
  coverageProvider: 'v8',
  collectCoverageFrom: ['apps/**/*.ts', 'libs/**/*.ts', '!**/*.{spec,stage}.ts', '!**/gen/**', '!**/main.ts'],
};

/** A user's Jest with jsdom: it uses Jest's package resolution and compiles every file to CommonJS. */
export default {
  testEnvironment: 'jest-environment-jsdom',
  testMatch: ['**/*.test.ts'],
  transform: { '\\.[jt]s$': './transform.cjs' },
  transformIgnorePatterns: [],
}

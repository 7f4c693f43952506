/** A user's Jest with jsdom: packages are resolved as Jest resolves them, and every file is made CommonJS. */
export default {
  testEnvironment: 'jest-environment-jsdom',
  testMatch: ['**/*.test.ts'],
  transform: { '\\.[jt]s$': './transform.cjs' },
  transformIgnorePatterns: [],
}

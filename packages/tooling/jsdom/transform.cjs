const { transformSync } = require('esbuild')

/**
 * A faster replacement for babel-jest.
 *
 * @param {string} source
 * @param {string} sourcefile
 */
exports.process = (source, sourcefile) =>
  transformSync(source, {
    sourcefile,
    loader: sourcefile.endsWith('.ts') ? 'ts' : 'js',
    format: 'cjs',
    sourcemap: 'inline',
    // Jest supports `import()` only with a Node flag.
    supported: { 'dynamic-import': false },
  })

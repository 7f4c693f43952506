const { transformSync } = require('esbuild')

/**
 * What babel-jest and its like do, faster.
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
    // Jest runs an import() only with a flag of Node's.
    supported: { 'dynamic-import': false },
  })

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { build } from 'esbuild'
import { rollup } from 'rollup'
import { compile, compileModule } from 'svelte/compiler'
import { minify } from 'terser'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The bundlers we measure with, each configured as for production: they return minified code. */
export const bundlers = { esbuild: bundleWithEsbuild, rollup: bundleWithRollup }

/**
 * @param {string} code
 * @param {string[]} [external]
 */
async function bundleWithEsbuild(code, external = []) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: here },
    external,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [
      {
        name: 'svelte',
        setup({ onLoad }) {
          onLoad({ filter: /\.svelte(\.js)?$/ }, async ({ path }) => ({
            contents: compileSvelte(await readFile(path, 'utf8'), path),
          }))
        },
      },
    ],
  })
  return outputFiles[0]?.text ?? ''
}

/**
 * @param {string} code
 * @param {string[]} [external]
 */
async function bundleWithRollup(code, external = []) {
  const input = `${here}measured.js`
  const bundle = await rollup({
    input,
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [
      { name: 'input', resolveId: (id) => (id === input ? id : null), load: (id) => (id === input ? code : null) },
      nodeResolve({ browser: true, extensions: ['.js', '.mjs'] }),
      {
        name: 'svelte-and-production',
        transform: (source, id) =>
          (/\.svelte(\.js)?$/.test(id) ? compileSvelte(source, id) : source).replaceAll(
            'process.env.NODE_ENV',
            '"production"',
          ),
      },
    ],
    onLog(_, log) {
      // Rollup would omit such an import, and the bundle would look too small.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
    },
  })
  const { output } = await bundle.generate({ format: 'es' })
  const { code: minified = '' } = await minify(output[0].code, { module: true, ecma: 2020 })
  return minified
}

/**
 * @param {string} source
 * @param {string} filename
 */
function compileSvelte(source, filename) {
  return (filename.endsWith('.svelte') ? compile : compileModule)(source, { filename, generate: 'client' }).js.code
}

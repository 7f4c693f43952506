import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { compile, compileModule } from 'svelte/compiler'
import { root } from '../root.js'

const here = join(root, 'packages', 'tooling')

/**
 * @typedef {object} Bundle
 * @property {string} text
 * @property {string[]} files the modules whose code it contains, as absolute paths
 */

/**
 * Bundles code as a user's tool would, with our built packages and their dependencies. Does not lower the syntax.
 *
 * @param {string} code
 * @param {{ external?: string[], format?: 'esm' | 'cjs', platform?: 'browser' | 'node' }} [options]
 * @returns {Promise<Bundle>}
 */
export async function bundle(code, { external = [], format = 'esm', platform = 'browser' } = {}) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: here, sourcefile: 'entry' },
    absWorkingDir: here,
    external,
    format,
    platform,
    bundle: true,
    write: false,
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    plugins: [svelte],
  })
  const [output] = Object.values(metafile.outputs)
  const files = Object.entries(output?.inputs ?? {}).filter(
    ([file, { bytesInOutput }]) => bytesInOutput && file !== 'entry',
  )
  return { text: outputFiles[0]?.text ?? '', files: files.map(([file]) => join(here, file)) }
}

/**
 * Reads a module as JavaScript. Compiles Svelte components, which are published uncompiled.
 *
 * @param {string} filename
 */
export async function readModule(filename) {
  const source = await readFile(filename, 'utf8')
  if (filename.endsWith('.svelte')) return compile(source, { filename, generate: 'client' }).js.code
  return filename.endsWith('.svelte.js') ? compileModule(source, { filename, generate: 'client' }).js.code : source
}

/** @type {import('esbuild').Plugin} */
const svelte = {
  name: 'svelte',
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte(\.js)?$/ }, async ({ path }) => ({ contents: await readModule(path) }))
  },
}

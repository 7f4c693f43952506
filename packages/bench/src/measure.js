import { brotliCompressSync, gzipSync } from 'node:zlib'
import { bundlers } from './bundle.js'

/**
 * @typedef {object} Measurement
 * @property {string} name
 * @property {string} bundler
 * @property {number} minified in bytes, like the others
 * @property {number} gzip at level 9
 * @property {number} brotli at its default level, which is the highest
 */

/**
 * Measures the size of code with all its imports, once for each bundler. A part of a client only with esbuild, whose output
 * is the larger one: rollup takes a second for each.
 *
 * @param {{ name: string, code: string, external?: string[], beside?: string }} entry
 * @returns {Promise<Measurement[]>}
 */
export function measure({ name, code, external, beside }) {
  return Promise.all(
    Object.entries(beside ? { esbuild: bundlers.esbuild } : bundlers).map(async ([bundler, bundle]) => {
      const minified = Buffer.from(await bundle(code, external))
      return {
        name,
        bundler,
        minified: minified.length,
        gzip: gzipSync(minified, { level: 9 }).length,
        brotli: brotliCompressSync(minified).length,
      }
    }),
  )
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './root.js'
import { CommandError, run } from './running/command.js'

/**
 * @typedef {object} PublicPackage
 * @property {string} name
 * @property {Record<string, string>} peers what its user must have, by name, as a range
 * @property {{ specifier: string, runs: boolean }[]} entries what can be imported, and whether plain Node can run it
 */

/** Everything we publish. Named here, so that none can drop out of the checks unseen. */
const published = ['core', 'emulator', 'react', 'vue', 'svelte']

/**
 * The packages we publish, as their manifests are now.
 *
 * @returns {Promise<PublicPackage[]>}
 */
export function publicPackages() {
  return Promise.all(
    published.map(async (directory) => {
      const manifest = JSON.parse(await readFile(join(root, 'packages', directory, 'package.json'), 'utf8'))
      if (manifest.private) throw new Error(`${manifest.name} is private, but is one of those we publish.`)
      return {
        name: manifest.name,
        peers: manifest.peerDependencies ?? {},
        entries: entriesOf(manifest),
      }
    }),
  )
}

/** @param {{ name: string, exports?: Record<string, string | object> }} manifest */
function entriesOf({ name, exports = {} }) {
  return Object.entries(exports)
    .filter(([path]) => path !== './package.json')
    .map(([path, target]) => ({
      specifier: name + path.slice(1),
      // Svelte components are shipped as they were written, for the user's bundler to compile.
      runs: !(typeof target === 'object' && 'svelte' in target),
    }))
}

/**
 * Packs every package into a folder, just as it would be published.
 *
 * @param {string} destination
 */
export async function packAll(destination) {
  const filters = (await publicPackages()).map(({ name }) => `--filter=${name}`)
  await run(['pnpm', ...filters, 'pack', '--pack-destination', destination])
}

/** @param {string} folder */
export async function tarballsIn(folder) {
  const files = await readdir(folder)
  const tarballs = files.filter((file) => file.endsWith('.tgz')).map((file) => join(folder, file))
  if (tarballs.length === 0) throw new Error('Nothing was packed.')
  return tarballs
}

/**
 * Whether the tarballs suit every tool that may read them.
 *
 * @param {string} folder
 */
export async function lintTarballs(folder) {
  const { publint } = await import('publint')
  const { formatMessage } = await import('publint/utils')
  const complaints = []
  for (const tarball of await tarballsIn(folder)) {
    const bytes = await readFile(tarball)
    const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true })
    for (const message of messages) complaints.push(`${pkg.name}: ${formatMessage(message, pkg, { color: false })}`)
  }
  if (complaints.length > 0) throw new CommandError('publint has complaints', complaints.join('\n'))
}

/**
 * Whether TypeScript finds the right types at every entry, however it is set up to look.
 *
 * @param {string} folder
 */
export async function checkTarballTypes(folder) {
  for (const tarball of await tarballsIn(folder)) {
    await run(['attw', ...'--profile esm-only --no-color --no-emoji --format ascii'.split(' '), tarball])
  }
}

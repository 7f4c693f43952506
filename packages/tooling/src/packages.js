import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './root.js'
import { CommandError, run } from './running/command.js'

/**
 * @typedef {object} PublicPackage
 * @property {string} name
 * @property {Record<string, string>} peers its peer dependencies, as ranges by name, without optional ones
 * @property {{ specifier: string, runs: boolean }[]} entries its entry points, and whether plain Node can run them
 */

/** The packages we publish. Listed by name, so that none can drop out of the checks unnoticed. */
const published = ['core', 'emulator', 'react', 'vue', 'svelte']

/**
 * The packages we publish, read from their current manifests.
 *
 * @returns {Promise<PublicPackage[]>}
 */
export function publicPackages() {
  return Promise.all(
    published.map(async (directory) => {
      const manifest = JSON.parse(await readFile(join(root, 'packages', directory, 'package.json'), 'utf8'))
      if (manifest.private) throw new Error(`${manifest.name} is private, but is one of those we publish.`)
      const optional = Object.keys(manifest.peerDependenciesMeta ?? {})
      const peers = Object.entries(manifest.peerDependencies ?? {}).filter(([name]) => !optional.includes(name))
      return { name: manifest.name, peers: Object.fromEntries(peers), entries: entriesOf(manifest, optional) }
    }),
  )
}

/**
 * @param {{ name: string, exports?: Record<string, string | object> }} manifest
 * @param {string[]} peers frameworks that only the entries named so need: `./next`, and `./tanstack-start` for
 *   `@tanstack/react-start`
 */
function entriesOf({ name, exports = {} }, peers) {
  const frameworks = peers.map((peer) => peer.replace(/^@(.+)\/react-/, '$1-'))
  return Object.entries(exports)
    .filter(([path]) => path !== './package.json')
    .map(([path, target]) => ({
      specifier: name + path.slice(1),
      // Svelte components are published uncompiled; the user's bundler compiles them.
      runs: !(typeof target === 'object' && 'svelte' in target) && !frameworks.includes(path.split('/')[1] ?? ''),
    }))
}

/**
 * Packs every package into a folder, as for publishing.
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
 * Checks the tarballs with publint.
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
 * Checks that TypeScript finds the right types at every entry, in every module resolution mode.
 *
 * @param {string} folder
 */
export async function checkTarballTypes(folder) {
  for (const tarball of await tarballsIn(folder)) {
    await run(['attw', ...'--profile esm-only --no-color --no-emoji --format ascii'.split(' '), tarball])
  }
}

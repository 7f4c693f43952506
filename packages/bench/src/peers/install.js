import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundlers } from '../bundle.js'
import { entryCode, names, peersFolder } from './catalogue.js'

/**
 * Installs the peers, bundles each client's entry as an app would, and calls `use` with the file of each, by name.
 *
 * @template T
 * @param {(bundles: Record<string, string>) => Promise<T>} use
 */
export async function withBundles(use) {
  await installPeers()
  const folder = await mkdtemp(join(tmpdir(), 'wachter-peers-'))
  try {
    const bundles = Object.fromEntries(
      await Promise.all(
        names.map(async (name) => {
          const file = join(folder, `${name}.mjs`)
          await writeFile(file, await bundlers.esbuild(entryCode(`${name}.js`)))
          return [name, pathToFileURL(file).href]
        }),
      ),
    )
    return await use(bundles)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Installs the peers unless they are there as the lockfile says. They are heavy, and only this benchmark needs them. */
async function installPeers() {
  const changedAtMs = (/** @type {string} */ file) =>
    statSync(join(peersFolder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (changedAtMs('node_modules/.package-lock.json') >= changedAtMs('package-lock.json')) return
  console.error('Installing the peers, once: about 200 packages …')
  // Their install scripts are not needed, and nothing of them runs outside the benchmark.
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: peersFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  const [code] = await once(npm, 'close')
  if (code !== 0) throw new Error('The peers could not be installed')
}

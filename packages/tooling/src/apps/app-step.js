import { cp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { tarballsIn } from '../packages.js'
import { root } from '../root.js'
import { run } from '../running/command.js'
import { withFolder } from '../temporary-folder.js'
import { freePort, serve } from './app-server.js'
import { visitApp } from './visit-app.js'

const folder = join(root, 'packages', 'demo', 'apps')

/**
 * How an app is built, run and visited: `app.js` in its folder.
 *
 * @typedef {object} App
 * @property {RegExp} adapter the packed packages it needs beside core
 * @property {string[]} build
 * @property {(port: number) => string[]} start
 * @property {(publishableKey: string, port: number) => Record<string, string>} env for both
 * @property {(context: import('playwright').BrowserContext, url: string) => Promise<void>} [prepare] for each browser
 * @property {(visit: import('./visit-app.js').Visit) => Promise<void>} visit throws when something is wrong
 */

/** The apps that there are. */
export async function appNames() {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/**
 * Installs, builds, runs and visits one app.
 *
 * @param {string} name
 * @param {string} tarballs the folder of the packed packages
 * @returns {import('../running/steps.js').Step}
 */
export function appStep(name, tarballs) {
  return {
    name: `app ${name}`,
    after: ['pack', 'browser'],
    failure: `The app for ${name} does not work.`,
    run: () => withFolder((project) => playApp(name, tarballs, project)),
  }
}

/**
 * @param {string} name
 * @param {string} tarballs
 * @param {string} project
 */
async function playApp(name, tarballs, project) {
  await cp(join(folder, name), project, {
    recursive: true,
    filter: (file) =>
      !/[\\/](node_modules|\.next|\.nuxt|\.output|\.react-router|\.svelte-kit|\.tanstack|build|dist)$/.test(file),
  })
  /** @type {{ app: App }} */
  const { app } = await import(pathToFileURL(join(folder, name, 'app.js')).href)
  const packed = (await tarballsIn(tarballs)).filter((file) => app.adapter.test(file) || /wachter-core-/.test(file))
  const npm = ['npm', 'install', '--prefix', project, '--prefer-offline', '--no-audit', '--no-fund', '--no-save']
  await run([...npm, ...packed], { cwd: project })
  // Imported when it runs: on a new machine it is built only then.
  const { startEmulator } = await import('@wachter/emulator/node')
  const emulator = await startEmulator({ port: 0, rateLimits: true })
  try {
    const port = await freePort()
    const env = app.env(emulator.publishableKey, port)
    await run(app.build, { cwd: project, env })
    const server = await serve(app.start(port), { cwd: project, env, url: `http://localhost:${port}` })
    try {
      return await visitApp(app, server, emulator)
    } finally {
      await server.stop()
    }
  } finally {
    await emulator.close()
  }
}

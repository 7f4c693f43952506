import { browserFlags, findBrowser } from '../browser/browser.js'
import { CommandError } from '../running/command.js'

/**
 * A browser before a running app.
 *
 * @typedef {object} Visit
 * @property {string} url of the app
 * @property {import('@wachter/emulator').World} world
 * @property {import('playwright').Page} page
 * @property {import('playwright').BrowserContext} context
 * @property {() => Promise<import('playwright').BrowserContext>} another a browser that nobody used yet
 * @property {() => string[]} asked what the emulator was asked since the last call, as `method path`
 */

/**
 * Visits an app, and fails when its console complains.
 *
 * @param {import('./app-step.js').App} app
 * @param {{ url: string, output: () => string }} server
 * @param {import('@wachter/emulator/node').EmulatorServer} emulator
 */
export async function visitApp(app, server, { emulator }) {
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({ ...findBrowser(), args: browserFlags })
  try {
    /** @type {string[]} */
    const complaints = []
    const another = async () => {
      const context = await browser.newContext()
      context.setDefaultTimeout(20_000)
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(String(error.error())))
      return context
    }
    const context = await another()
    const page = await context.newPage()
    const { world } = emulator
    const asked = () => {
      const requests = world.requests.all().map(({ method, path }) => `${method} ${path}`)
      world.requests.clear()
      return requests
    }
    await app.visit({ url: server.url, world, page, context, another, asked }).catch((error) => {
      throw new CommandError(String(error), `${complaints.join('\n')}\n${server.output()}\n${error.stack}`)
    })
    if (complaints.length > 0) throw new CommandError('The console complains', complaints.join('\n'))
  } finally {
    await browser.close()
  }
}

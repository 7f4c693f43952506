import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { browserFlags, findLightBrowser } from '../browser/browser.js'
import { CommandError } from '../running/command.js'
import { viewAsMany } from './view-as-many.js'

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
 * @property {(who: string, tab: import('playwright').Page) => Promise<void>} signIn fills in the form of `/sign-in`, and waits
 *   until the first page names them
 * @property {() => Promise<void>} seeEachTheirOwn three people sign in, one of them on the hosted page, and look at the first
 *   page forty times, in browsers of their own: each is named, and nobody else
 */

const password = 'correct-horse-battery'
const people = ['ada', 'grace', 'linus']

/** React separates texts by comments. @param {string} html */
const textOf = (html) => html.replaceAll('<!-- -->', '')

/**
 * Visits an app, and fails when its console complains.
 *
 * @param {import('./app-step.js').App} app
 * @param {{ url: string, output: () => string }} server
 * @param {import('@wachter/emulator/node').EmulatorServer} emulator
 * @returns {Promise<string>} a report
 */
export async function visitApp(app, server, { emulator }) {
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({ ...findLightBrowser(), args: browserFlags })
  try {
    /** @type {string[]} */
    const complaints = []
    let browsers = 0
    const another = async () => {
      const context = await browser.newContext()
      context.setDefaultTimeout(20_000)
      const address = { 'x-real-ip': `203.0.113.${++browsers}` }
      // As a platform before the app would say it: to the app only.
      await context.route(`${server.url}/**`, (route) =>
        route.continue({ headers: { ...route.request().headers(), ...address } }),
      )
      await app.prepare?.(context, server.url)
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
    /** @type {Visit['signIn']} */
    const signIn = async (who, tab) => {
      // Until the scripts are there, a form is sent as the browser does it.
      await tab.goto(`${server.url}/sign-in`, { waitUntil: 'networkidle' })
      await tab.fill('input[name=email]', `${who}@example.com`)
      await tab.fill('input[name=password]', password)
      await tab.click('button[type=submit]')
      await tab.waitForURL(`${server.url}/`)
      await tab.waitForSelector(`#server:has-text("${who} at")`)
    }
    /** @type {Visit['signIn']} */
    const signInOnHostedPage = async (who, tab) => {
      await tab.goto(`${server.url}/sign-in`, { waitUntil: 'networkidle' })
      await tab.click('button:has-text("Use the hosted page")')
      await tab.fill('input[name=who]', `${who}@example.com`)
      await tab.click('button:has-text("Continue")')
      await tab.fill('input[name=password]', password)
      const [back] = await Promise.all([tab.waitForResponse(`${server.url}/`), tab.click('button:has-text("Sign in")')])
      assert.match(back.request().redirectedFrom()?.url() ?? '', /[?]__dev_session__=/)
      assert.match(textOf(await back.text()), new RegExp(`${who} at`))
      await tab.waitForLoadState('networkidle')
      assert.equal(tab.url(), `${server.url}/`)
    }
    const seeEachTheirOwn = async () => {
      // All browsers have the address of this machine, and share what the API allows it in a minute: begin with a whole one.
      await pause(60_000 - (Date.now() % 60_000))
      /** @type {{ who: string, visitor: import('playwright').BrowserContext }[]} */
      const visitors = []
      for (const who of people) {
        const visitor = await another()
        const enter = who === 'grace' ? signInOnHostedPage : signIn
        await enter(who, await visitor.newPage())
        visitors.push({ who, visitor })
      }
      const views = Array.from({ length: 40 }, async (_, index) => {
        const { who, visitor } = visitors[index % people.length] ?? assert.fail()
        const text = textOf(await (await visitor.request.get(server.url)).text())
        for (const name of people) assert.equal(text.includes(`${name} at`), name === who, `${who} sees ${name}`)
      })
      await Promise.all(views)
    }
    const visit = { url: server.url, world, page, context, another, asked, signIn, seeEachTheirOwn }
    const visitAll = async () => {
      await app.visit(visit)
      return viewAsMany(server.url, world)
    }
    const report = await visitAll().catch((error) => {
      throw new CommandError(String(error), `${complaints.join('\n')}\n${server.output()}\n${error.stack}`)
    })
    if (complaints.length > 0) throw new CommandError('The console complains', complaints.join('\n'))
    return report
  } finally {
    await browser.close()
  }
}

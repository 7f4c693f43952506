import assert from 'node:assert/strict'
import { browserFlags, findLightBrowser } from '../../browser/browser.js'
import { CommandError } from '../../running/command.js'

/**
 * Somebody who opens the page of a quick start. Every quick start has the same page: fields `E-mail` and `Password`; buttons
 * `Sign in`, `Call the API` and `Sign out`; `Hello, ` and a first name; an `output` with the API's answer; an alert while it
 * is not known who is signed in, and for an error.
 *
 * @typedef {object} Visitor
 * @property {(options?: { edit?: Edit }) => Promise<void>} comeAndGo signs in, calls the API, reloads, edits, and signs out,
 *   without a word in the console
 * @property {() => Promise<void>} findItUnavailable while no emulator runs: the page says so, and the console how to start one
 */

/**
 * Makes the page set `edits` to this count, and add its client to `clients`.
 *
 * @typedef {(count: number) => Promise<boolean>} Edit returns whether there is something to edit
 */

/**
 * @param {{ url: string, output: () => string }} app
 * @param {(visitor: Visitor) => Promise<void>} use
 * @throws {CommandError} with what the console and the server said
 */
export async function withVisitor({ url, output }, use) {
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({ ...findLightBrowser(), args: browserFlags })
  /** @type {string[]} */
  const said = []
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(20_000)
    await page.addInitScript(countClients)
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text())
    })
    page.on('pageerror', (error) => said.push(String(error)))
    await use(visitorOf(page, url, said)).catch(async (error) => {
      const shown = await page.locator('body').ariaSnapshot().catch(String)
      throw new CommandError(String(error), [...said, output(), error.stack, `The page shows:\n${shown}`].join('\n'))
    })
  } finally {
    await browser.close()
  }
}

/**
 * @param {import('playwright').Page} page
 * @param {string} url
 * @param {readonly string[]} said the errors and warnings of the console
 * @returns {Visitor}
 */
function visitorOf(page, url, said) {
  const press = (/** @type {string} */ name) => page.getByRole('button', { name }).click()
  const email = page.getByLabel('E-mail')
  const greeting = page.getByText('Hello, Ada')
  const signIn = async () => {
    await email.fill('ada@example.com')
    await page.getByLabel('Password').fill('correct-horse-battery')
    await press('Sign in')
  }
  return {
    async comeAndGo({ edit } = {}) {
      // Until its scripts are there, a page that a server rendered does nothing.
      await page.goto(url, { waitUntil: 'networkidle' })
      await signIn()
      await greeting.waitFor()
      await press('Call the API')
      // A dev server may spread the answer over lines.
      await page.getByText(/\{\s*"userId":\s*"\w+"/).waitFor()
      await page.reload({ waitUntil: 'networkidle' })
      await greeting.waitFor()
      if (edit && (await edit(1))) {
        await isEdited(page, 1, edit)
        await isEdited(page, 2, edit)
        assert.equal(await page.evaluate('clients.size'), 1, 'After an edit the page has another client')
        await greeting.waitFor()
      }
      await press('Sign out')
      await email.waitFor()
      assert.equal(await page.evaluate('runningClients.size'), 1)
      assert.deepEqual(said, [])
    },
    async findItUnavailable() {
      const hint = page.waitForEvent('console', (message) => message.text().includes('npx wachter-emulator'))
      await page.goto(url)
      await hint
      // For a stranger a server asks nobody, and shows the form: then an attempt to sign in says it.
      if (await email.isVisible()) await signIn()
      const text = /unavailable|did not answer/
      await page.getByRole('alert').filter({ hasText: text }).waitFor()
    },
  }
}

/**
 * Waits until the page runs what was edited. A dev server may miss an edit right after another one: it is made again.
 *
 * @param {import('playwright').Page} page
 * @param {number} count
 * @param {Edit} edit
 */
async function isEdited(page, count, edit) {
  for (let attempt = 1; ; attempt += 1) {
    await edit(count)
    try {
      return await page.waitForFunction(`globalThis.edits === ${count}`, undefined, { timeout: 4_000 })
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

/** Runs in the page: each client that runs has one channel to other tabs. */
function countClients() {
  /** @type {Set<BroadcastChannel>} */
  const runningClients = new Set()
  class Counted extends BroadcastChannel {
    /** @param {string} name */
    constructor(name) {
      super(name)
      if (name.startsWith('wachter')) runningClients.add(this)
    }
    /** @override */
    close() {
      runningClients.delete(this)
      super.close()
    }
  }
  Object.assign(globalThis, { BroadcastChannel: Counted, runningClients })
}

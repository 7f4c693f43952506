import assert from 'node:assert/strict'
import { browserFlags, findBrowser } from '../../browser/browser.js'
import { CommandError } from '../../running/command.js'

/**
 * Somebody who opens the page of a quick start. Every quick start has the same page: fields `E-mail` and `Password`; buttons
 * `Sign in`, `Call the API` and `Sign out`; `Hello, ` and a first name; an `output` with the API's answer; an alert while it
 * is not known who is signed in.
 *
 * @typedef {object} Visitor
 * @property {(options?: { edit?: (count: number) => Promise<boolean> }) => Promise<void>} comeAndGo signs in, calls the API, reloads,
 *   edits, and signs out, without a word in the console
 * @property {() => Promise<void>} findItUnavailable while no emulator runs: the page says so, and the console how to start one
 */

/**
 * @param {{ url: string, output: () => string }} app
 * @param {(visitor: Visitor) => Promise<void>} use
 * @throws {CommandError} with what the console and the server said
 */
export async function withVisitor({ url, output }, use) {
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({ ...findBrowser(), args: browserFlags })
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
    await use({
      async comeAndGo({ edit = async () => false } = {}) {
        await page.goto(url, { waitUntil: 'networkidle' })
        await page.getByLabel('E-mail').fill('ada@example.com')
        await page.getByLabel('Password').fill('correct-horse-battery')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByText('Hello, Ada').waitFor()
        await page.getByRole('button', { name: 'Call the API' }).click()
        await page.getByText(/\{"userId":"\w+"/).waitFor()
        await page.reload()
        await page.getByText('Hello, Ada').waitFor()
        if (await edit(1)) {
          await isEdited(page, 1, edit)
          await isEdited(page, 2, edit)
          assert.equal(await page.evaluate('clients.size'), 1, 'After an edit the page has another client')
          await page.getByText('Hello, Ada').waitFor()
        }
        await page.getByRole('button', { name: 'Sign out' }).click()
        await page.getByLabel('E-mail').waitFor()
        assert.equal(await page.evaluate('runningClients.size'), 1)
        assert.deepEqual(said, [])
      },
      async findItUnavailable() {
        await page.goto(url)
        await page.getByRole('alert').getByText('unavailable').waitFor()
        assert.match(said.join('\n'), /npx wachter-emulator/)
      },
    })
  } catch (error) {
    throw new CommandError(
      String(error),
      `${said.join('\n')}\n${output()}\n${error instanceof Error ? error.stack : ''}`,
    )
  } finally {
    await browser.close()
  }
}

/**
 * Waits until the page runs what was edited. A dev server may miss an edit right after another one: it is made again.
 *
 * @param {import('playwright').Page} page
 * @param {number} count
 * @param {(count: number) => Promise<boolean>} edit
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

import { createServer } from 'node:net'
import type { ClientOptions } from '@wachter/core'
import { type EmulatorOptions, seedPassword, type World } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { browserFlags, findBrowser } from '../../../tooling/src/browser/browser.js'
import { startPageServer } from './page-server.js'

/** A browser before a deployment it has not met. */
export interface Visit {
  readonly world: World
  readonly context: BrowserContext
  /** Opens a tab and waits until it knows whether somebody is signed in. */
  openTab(): Promise<Page>
  /** The same for several; the first of them meets the deployment alone. */
  openTabs(count: number): Promise<readonly Page[]>
  /** Opens a tab whose client has yet to be started. */
  openStoppedTab(): Promise<Page>
}

interface VisitOptions extends Pick<EmulatorOptions, 'mode' | 'rateLimits'> {
  readonly client?: Partial<ClientOptions>
  /** Runs in every tab before the page does. */
  readonly beforePage?: () => void
}

/**
 * Launches Chromium for the tests of a file. Returns what visits a deployment in it.
 *
 * @param lifelike tabs are visible, hidden and frozen as they are for people; otherwise all of them count as looked at
 */
export function useChromium({ lifelike = false } = {}): (options?: VisitOptions) => Promise<Visit> {
  let browser: Browser
  let lifelikeContext: BrowserContext | undefined
  let pages: Awaited<ReturnType<typeof startPageServer>>

  beforeAll(async () => {
    pages = await startPageServer()
    const port = lifelike ? await freePort() : undefined
    browser = await chromium.launch({
      ...findBrowser(),
      args: [...browserFlags, ...(port ? [`--remote-debugging-port=${port}`] : [])],
      // Playwright turns it off; people's browsers have it.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    })
    // Playwright keeps the tabs of its own contexts in the foreground, and what is in the foreground cannot be frozen.
    if (port) {
      const connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true })
      lifelikeContext = connection.contexts()[0]
    }
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    pages?.close()
  }, 60_000)

  return async ({ mode = 'staging', rateLimits = false, client, beforePage } = {}) => {
    const server = await startEmulator({ port: 0, mode, rateLimits })
    const context = lifelikeContext ?? (await browser.newContext())
    onTestFinished(async () => {
      if (lifelikeContext) await inEach(lifelikeContext.pages(), (page) => page.close())
      else await context.close()
      await server.close()
    }, 30_000)
    context.setDefaultTimeout(20_000)
    if (beforePage) await context.addInitScript(beforePage)
    const query = new URLSearchParams({ options: JSON.stringify({ publishableKey: server.publishableKey, ...client }) })

    const open = async (flags = '') => {
      const page = await context.newPage()
      await page.goto(`${pages.url}/?${query}${flags}`)
      return page
    }
    const openTab = async () => {
      const page = await open()
      await isReady(page)
      return page
    }
    return {
      world: server.emulator.world,
      context,
      openTab,
      async openTabs(count) {
        const first = await openTab()
        return [first, ...(await Promise.all(Array.from({ length: count - 1 }, openTab)))]
      },
      openStoppedTab: () => open('&stopped'),
    }
  }
}

export type Person = 'ada' | 'grace' | 'linus'

/** Tabs in the background draw no frames to wait for. */
const polling = 20

/** Waits until a tab knows whether somebody is signed in. */
export const isReady = async (tab: Page): Promise<void> =>
  void (await tab.waitForFunction(() => window.client?.$state.get().container !== undefined, undefined, { polling }))

export const signIn = (tab: Page, username: Person): Promise<void> =>
  tab.evaluate((input) => window.signIn(input), {
    username,
    password: seedPassword,
  })

/** Waits until a tab shows this person, or that nobody is signed in. */
export const shows = async (tab: Page, person: Person | undefined): Promise<void> =>
  void (await tab.waitForFunction((username) => window.client?.$user.get()?.username === username, person, { polling }))

/** Switches the account and gives the instant at which that resolved. */
export const switchTo = (tab: Page, person: Person): Promise<number> =>
  tab.evaluate(async (username) => {
    await window.client.switchSignIn(window.signInIdOf(username))
    return window.instant()
  }, person)

/** Asks for tokens from now on, one after the other. */
export const startAsking = (tab: Page): Promise<void> => tab.evaluate(() => void window.startAsking())

/** Waits until a tab has handed out a few more tokens. */
export async function handsOutMore(tab: Page): Promise<void> {
  const enough = await tab.evaluate(() => window.handedOut.length + 3)
  await tab.waitForFunction((count) => window.handedOut.length >= count, enough, { polling })
}

/** What a tab handed out and showed, and what it should not have thrown. */
export const diaryOf = (tab: Page) =>
  tab.evaluate(() => ({ handedOut: window.handedOut, shown: window.shown, strays: window.strays }))

/** Does the same in every tab at once. */
export const inEach = <T>(tabs: readonly Page[], work: (tab: Page) => Promise<T>): Promise<T[]> =>
  Promise.all(tabs.map(work))

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

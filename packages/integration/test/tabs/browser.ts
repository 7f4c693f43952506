import { createServer } from 'node:net'
import type { ClientOptions } from '@wachter/core'
import { type EmulatorOptions, seedPassword, type World } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import { decodeJwt } from 'jose'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { browserFlags, findBrowser, findLightBrowser } from '../../../tooling/src/browser/browser.js'
import { startPageServer } from './page-server.js'

/** A browser before a deployment it has not met. */
export interface Visit extends Profile {
  readonly world: World
  /** The browser of another person, before the same deployment. */
  openBrowser(): Promise<Profile>
}

/** A browser with its own cookies and storage. */
interface Profile {
  readonly context: BrowserContext
  /** Opens a tab and waits until it knows whether somebody is signed in. `flags` come after the options in its address. */
  openTab(flags?: string): Promise<Page>
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

interface Surroundings {
  /** Tabs are visible, hidden and frozen as they are for people; otherwise all of them count as looked at. */
  readonly lifelike?: boolean
  /** The script of the page. Default: `page.ts`, which shows nothing. */
  readonly page?: string
}

/** Launches Chromium for the tests of a file. Returns what visits a deployment in it. */
export function useChromium({
  lifelike = false,
  page: script = 'page.ts',
}: Surroundings = {}): (options?: VisitOptions) => Promise<Visit> {
  let browser: Browser
  let lifelikeContext: BrowserContext | undefined
  let pages: Awaited<ReturnType<typeof startPageServer>>

  beforeAll(async () => {
    pages = await startPageServer(script)
    const port = lifelike ? await freePort() : undefined
    browser = await chromium.launch({
      ...(lifelike ? findBrowser() : findLightBrowser()),
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
    onTestFinished(server.close, 30_000)
    const query = new URLSearchParams({ options: JSON.stringify({ publishableKey: server.publishableKey, ...client }) })

    const openProfile = async (context: BrowserContext): Promise<Profile> => {
      onTestFinished(async () => {
        if (context === lifelikeContext) await inEach(context.pages(), (page) => page.close())
        else await context.close()
      }, 30_000)
      context.setDefaultTimeout(20_000)
      if (beforePage) await context.addInitScript(beforePage)
      const open = async (flags: string) => {
        const page = await context.newPage()
        await page.goto(`${pages.url}/?${query}${flags}`)
        return page
      }
      const openTab = async (flags = '') => {
        const page = await open(flags)
        await isReady(page)
        return page
      }
      return {
        context,
        openTab,
        async openTabs(count) {
          const first = await openTab()
          return [first, ...(await Promise.all(Array.from({ length: count - 1 }, () => openTab())))]
        },
        openStoppedTab: () => open('&stopped'),
      }
    }
    return {
      world: server.emulator.world,
      ...(await openProfile(lifelikeContext ?? (await browser.newContext()))),
      openBrowser: async () => openProfile(await browser.newContext()),
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

/** Presses a button of a page. */
export const press = (tab: Page, name: string): Promise<void> => tab.getByRole('button', { name, exact: true }).click()

/** What the token that a tab hands out now says. */
export const claimsOf = async (tab: Page) =>
  decodeJwt<{ readonly organization?: string; readonly permissions: { readonly organization?: readonly string[] } }>(
    await tab.evaluate(() => window.client.getToken()),
  )

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

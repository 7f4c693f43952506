import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { build } from 'vite'
import { inject, vi } from 'vitest'
import { browserFlags, findLightBrowser } from '../../tooling/src/browser/browser.js'
import { type Demo, startDemo } from '../server/start-demo.ts'
import type {} from './folder-of-builds.ts'

/** The demo as it is served, and a browser to visit it with. */
export interface Stage {
  readonly demo: Demo
  readonly context: BrowserContext
  /** Opens a tab; the first one after a reset belongs to a browser that knows nothing of the demo. */
  readonly openTab: (url?: string) => Promise<Page>
  /** Closes every tab, ends the browser's session and undoes every change to the world. */
  readonly reset: () => Promise<void>
  readonly close: () => Promise<void>
}

const builds = new Map<string, Promise<string>>()

/** Builds a page into a folder, once for all files of tests that share this process. */
function built(page: string): Promise<string> {
  const known = builds.get(page)
  if (known) return known
  const folder = mkdtempSync(join(inject('folderOfBuilds'), 'page-'))
  // As it is served, not as a test would build it.
  vi.stubEnv('NODE_ENV', 'production')
  const building = build({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    root: fileURLToPath(new URL(`${page}/`, import.meta.url)),
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      sourcemap: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
      // Forty requests for each tab cost more than one large file, which the browser keeps.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  }).then(() => folder)
  builds.set(page, building)
  return building.finally(() => vi.unstubAllEnvs())
}

/** @param page folder of the page, in this one; default: the demo's own page */
export async function startStage({ page = '..' }: { readonly page?: string } = {}): Promise<Stage> {
  const folder = await built(page)
  const demo = await startDemo({ ports: { page: 0, emulator: 0, api: 0 }, page: folder })
  // To start a process for each tab and context costs more than what most tests do in it.
  const browser = await chromium.launch({ ...findLightBrowser(), args: [...browserFlags, '--process-per-site'] })
  // Animations cost a core while a page loads.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(20_000)
  // It keeps the site's process alive between tests, and runs no script.
  const anchor = await context.newPage()
  await anchor.goto(`${demo.url}/config.json`)
  const devtools = await context.newCDPSession(anchor)

  return {
    demo,
    context,
    async openTab(url = demo.url) {
      const tab = await context.newPage()
      await tab.goto(url)
      return tab
    },
    async reset() {
      const tabs = context.pages().filter((tab) => tab !== anchor)
      await Promise.all(tabs.map((tab) => tab.close()))
      await context.clearCookies()
      // Hosted pages keep things, too.
      for (const origin of [demo.url, demo.emulator.baseUrl]) {
        await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,local_storage,indexeddb' })
      }
      demo.emulator.world.reset()
    },
    async close() {
      await browser.close()
      await demo.close()
    },
  }
}

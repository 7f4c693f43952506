import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { build } from 'vite'
import { vi } from 'vitest'
import { browserFlags, findBrowser } from '../../tooling/src/browser.js'
import { type Demo, startDemo } from '../server/start-demo.ts'

/** The demo as it is served, and a browser to visit it with. */
export interface Stage {
  readonly demo: Demo
  /** A browser nobody has used yet, with the page open in it. */
  readonly openPage: () => Promise<Page>
  /** Another tab of that browser. */
  readonly openTab: (url?: string) => Promise<Page>
  /** Ends that browser's session, and everything that was changed about the world. */
  readonly reset: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function startStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'wachter-demo-'))
  // As it is served, not as a test would build it.
  vi.stubEnv('NODE_ENV', 'production')
  await build({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, sourcemap: false, reportCompressedSize: false },
  })
  vi.unstubAllEnvs()
  const demo = await startDemo({ ports: { page: 0, emulator: 0, api: 0 }, page: folder })
  const browser = await chromium.launch({ ...findBrowser(), args: browserFlags })
  let context: BrowserContext | undefined

  const openTab = async (url = demo.url) => {
    const page = await (context as BrowserContext).newPage()
    await page.goto(url)
    return page
  }
  return {
    demo,
    openTab,
    async openPage() {
      context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      context.setDefaultTimeout(20_000)
      return openTab()
    },
    async reset() {
      await context?.close()
      context = undefined
      demo.emulator.world.reset()
    },
    async close() {
      await browser.close()
      await demo.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

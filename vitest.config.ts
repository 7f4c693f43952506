import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { browserFlags, findLightBrowser } from './packages/tooling/src/browser/browser.js'
import { chromiumTests } from './packages/tooling/src/browser/chromium-tests.js'

// Tests run on the sources: no build stands between an edit and its test.
const conditions = ['@wachter/source']

const nodeConditions = [...conditions, 'module', 'node', 'development']
const browserTests = '**/*.browser.test.*'

interface NodeProject {
  readonly include: string[]
  readonly exclude?: string[]
  readonly isolate?: boolean
  readonly globalSetup?: string
}

const nodeProject = (name: string, { include, exclude = [], isolate = true, globalSetup }: NodeProject) => ({
  plugins: [svelte({ configFile: false })],
  resolve: { conditions: nodeConditions },
  ssr: { resolve: { conditions: nodeConditions } },
  test: {
    name,
    environment: 'node' as const,
    isolate,
    ...(globalSetup && { globalSetup }),
    // On a slow machine the first page of a browser alone takes longer than vitest's five seconds.
    testTimeout: 30_000,
    include,
    exclude: [browserTests, '**/node_modules/**', ...exclude],
  },
})

const sharingPackages = ['core', 'integration', 'emulator', 'react', 'vue', 'svelte', 'tooling']

/**
 * The tests of a package whose files share one module graph: to load it anew for each takes longer than the tests. What a
 * file leaves behind reaches the next one, so that every stub must be taken back.
 */
const sharing = (name: string) =>
  nodeProject(`node-${name}`, {
    include: [`packages/${name}/test/**/*.test.{ts,tsx}`],
    exclude: chromiumTests,
    isolate: false,
  })

export default defineConfig({
  test: {
    // Every core, of which vitest would leave one idle, and no more: what a test says of real time in a browser must hold.
    maxWorkers: '100%',
    tags: [{ name: 'long', description: 'Many histories or paths; `pnpm test:quick` leaves them out.' }],
    projects: [
      ...sharingPackages.map(sharing),
      nodeProject('node', {
        include: ['packages/*/test/**/*.test.{ts,tsx}', 'packages/demo/examples/**/*.test.{ts,tsx}'],
        exclude: [`packages/{${sharingPackages}}/**`, ...chromiumTests],
      }),
      nodeProject('chromium', {
        include: chromiumTests,
        isolate: false,
        globalSetup: 'packages/demo/test/folder-of-builds.ts',
      }),
      {
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: [...conditions, 'module', 'browser', 'development'] },
        test: {
          name: 'browser',
          include: ['packages/*/test/**/*.browser.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { ...findLightBrowser(), args: browserFlags } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})

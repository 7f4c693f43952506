import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { browserFlags, findBrowser } from './packages/tooling/src/browser.js'

// Tests run on the sources: no build stands between an edit and its test.
const conditions = ['@wachter/source']

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: [...conditions, 'module', 'node', 'development'] },
        ssr: { resolve: { conditions: [...conditions, 'module', 'node', 'development'] } },
        test: {
          name: 'node',
          environment: 'node',
          include: ['packages/*/test/**/*.test.{ts,tsx}'],
          exclude: ['**/*.browser.test.*', '**/node_modules/**'],
        },
      },
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
            provider: playwright({ launchOptions: { ...findBrowser(), args: browserFlags } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Flags that keep Chromium quiet and working in containers. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Where a Chromium lives: `WACHTER_BROWSER`, else a system Chrome or Chromium. An empty object means that
 * playwright's own browser is to be used.
 *
 * @param {{ env?: Record<string, string | undefined>, exists?: (file: string) => boolean }} [machine]
 * @returns {{ executablePath?: string }}
 */
export function findBrowser({ env = process.env, exists = existsSync } = {}) {
  if (env.WACHTER_BROWSER) return { executablePath: env.WACHTER_BROWSER }
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const found = [...onPath, ...wellKnown].find((file) => exists(file))
  return found ? { executablePath: found } : {}
}

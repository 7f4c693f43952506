import { existsSync } from 'node:fs'
import { pathsOf } from '../running/platform.js'

/** Flags that make Chromium work in containers and without noise. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Chromium without windows, a Debian package: its tabs cost a seventh of the time, and it has no back-forward cache. */
export const lightName = 'chromium-headless-shell'
const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']
const namesOnWindows = ['chrome.exe', 'chromium.exe']
const onMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
/** Environment variables of the Windows folders that Chrome may be installed in. */
const foldersOnWindows = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
const chromeOnWindows = ['Google', 'Chrome', 'Application', 'chrome.exe']

/** @typedef {{ env?: Record<string, string | undefined>, exists?: (file: string) => boolean, platform?: NodeJS.Platform }} Machine */

/**
 * Finds a browser for tests that need no window of it: `WACHTER_BROWSER`, else a Chromium without windows, else any.
 *
 * @param {Machine} [machine]
 * @returns {{ executablePath?: string }}
 */
export function findLightBrowser(machine = {}) {
  const { env = process.env, exists = existsSync, platform = process.platform } = machine
  const { delimiter, join } = pathsOf(platform)
  const folders = env.WACHTER_BROWSER || platform === 'win32' ? [] : (env.PATH ?? '').split(delimiter)
  const found = folders.map((folder) => folder && join(folder, lightName)).find((file) => file && exists(file))
  return found ? { executablePath: found } : findBrowser(machine)
}

/**
 * Finds a Chromium: `WACHTER_BROWSER`, else a system Chrome or Chromium. An empty object means playwright's own browser.
 *
 * @param {Machine} [machine]
 * @returns {{ executablePath?: string }}
 */
export function findBrowser({ env = process.env, exists = existsSync, platform = process.platform } = {}) {
  if (env.WACHTER_BROWSER) return { executablePath: env.WACHTER_BROWSER }
  const windows = platform === 'win32'
  const { delimiter, join } = pathsOf(platform)
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = folders.flatMap((folder) => (windows ? namesOnWindows : names).map((name) => join(folder, name)))
  const installed = foldersOnWindows
    .flatMap((name) => env[name] ?? [])
    .map((folder) => join(folder, ...chromeOnWindows))
  const found = [...onPath, ...(windows ? installed : onMac)].find((file) => exists(file))
  return found ? { executablePath: found } : {}
}

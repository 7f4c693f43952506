import { findBrowser } from './browser.js'
import { run } from './command.js'

const debian = (/** @type {string[]} */ ...sudo) => [
  [...sudo, 'apt-get', 'update'],
  [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
]
// Where root is missing the first two fail at once, so trying is the check.
const waysToInstall = [debian(), debian('sudo', '-n'), [['playwright', 'install', 'chromium']]]

/**
 * Makes sure a Chromium is here that starts, and installs one where there is none.
 *
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser() {
  const named = process.env.WACHTER_BROWSER
  const present = await startingBrowser()
  if (present) return present
  if (named) throw new Error(`WACHTER_BROWSER is ${named}, which does not start.`)
  let output = ''
  for (const way of waysToInstall) {
    try {
      for (const commandLine of way) await run(commandLine)
    } catch (error) {
      output += `${error instanceof Error && 'output' in error ? error.output : ''}${error}\n`
    }
    const installed = await startingBrowser()
    if (installed) return installed
  }
  throw new Error(`${output}No browser could be installed; install Chromium, or name one in WACHTER_BROWSER.`)
}

/** The browser this machine has, if it starts: some distributions ship a `chromium` that only advertises another package. */
async function startingBrowser() {
  // Imported late: before the packages are installed there is no playwright.
  const { chromium } = await import('playwright')
  const candidates = [findBrowser().executablePath, process.env.WACHTER_BROWSER ? undefined : chromium.executablePath()]
  for (const path of candidates) {
    if (path && (await starts(path))) return path
  }
  return undefined
}

/** @param {string} path */
function starts(path) {
  return run([path, '--version']).then(
    () => true,
    () => false,
  )
}

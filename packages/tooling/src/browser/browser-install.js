import { run } from '../running/command.js'
import { browserFlags, findBrowser } from './browser.js'

const debian = (/** @type {string[]} */ ...sudo) => [
  [...sudo, 'apt-get', 'update'],
  [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
]
const ofPlaywright = [['playwright', 'install', 'chromium']]

/**
 * How a Chromium can be installed, best first, and the sentence that says so before it happens.
 *
 * @param {NodeJS.Platform} [platform]
 * @returns {{ ways: string[][][], sentence: string }} each way is some commands, one after the other
 */
export function waysToInstall(platform = process.platform) {
  // Where root is missing the first two fail at once, so trying is the check.
  const ways = platform === 'linux' ? [debian(), debian('sudo', '-n'), ofPlaywright] : [ofPlaywright]
  const means = platform === 'linux' ? 'by apt-get, as root or with sudo, else by playwright' : 'by playwright'
  const sentence = `No Chrome or Chromium starts here, so Chromium will be installed ${means}; set ${declining}=1 to skip what needs a browser instead.`
  return { ways, sentence }
}

const declining = 'WACHTER_SKIP_SYSTEM_PACKAGES'

/** Whether nothing may be installed on the machine itself. */
const isDeclined = () => !['', '0', undefined].includes(process.env[declining])

/**
 * Makes sure a Chromium is here that starts, and installs one where there is none, unless that was declined.
 *
 * @param {(line: string) => void} [say]
 * @returns {Promise<string | undefined>} its path; nothing when there is none and installing was declined
 */
export async function ensureBrowser(say = console.log) {
  const named = process.env.WACHTER_BROWSER
  const present = await startingBrowser()
  if (present) return present
  if (named) throw new Error(`WACHTER_BROWSER is ${named}, which does not start.`)
  if (isDeclined()) return undefined
  const { ways, sentence } = waysToInstall()
  say(sentence)
  let output = ''
  for (const way of ways) {
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
    // Asked for its version, Chrome of Windows would open a window instead.
    const browser = path && (await chromium.launch({ executablePath: path, args: browserFlags }).catch(() => undefined))
    if (!browser) continue
    await browser.close()
    return path
  }
  return undefined
}

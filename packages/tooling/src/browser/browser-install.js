import { run } from '../running/command.js'
import { browserFlags, findBrowser, findLightBrowser, lightName } from './browser.js'

const debian = (/** @type {string[]} */ packages, /** @type {string[]} */ ...sudo) => [
  [...sudo, 'apt-get', 'update'],
  [
    ...sudo,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    'install',
    '-y',
    '--no-install-recommends',
    ...packages,
  ],
]
const ofPlaywright = [['playwright', 'install', 'chromium']]

/**
 * The ways to install Chromium, best first, and the sentence that announces the installation.
 *
 * @param {NodeJS.Platform} [platform]
 * @returns {{ ways: string[][][], sentence: string }} each way is a sequence of commands
 */
export function waysToInstall(platform = process.platform) {
  // Without root, those of the system fail at once, so no check is needed. Some distributions have no light one.
  const ofSystem = [[], ['sudo', '-n']].flatMap((sudo) => [
    debian(['chromium', lightName], ...sudo),
    debian(['chromium'], ...sudo),
  ])
  const ways = platform === 'linux' ? [...ofSystem, ofPlaywright] : [ofPlaywright]
  const means = platform === 'linux' ? 'by apt-get, as root or with sudo, else by playwright' : 'by playwright'
  const sentence = `No Chrome or Chromium starts here, so Chromium will be installed ${means}; set ${declining}=1 to skip what needs a browser instead.`
  return { ways, sentence }
}

const declining = 'WACHTER_SKIP_SYSTEM_PACKAGES'

/** Whether the user declined the installation. */
const isDeclined = () => !['', '0', undefined].includes(process.env[declining])

/**
 * Finds a Chromium that starts, or installs one unless that was declined.
 *
 * @param {(line: string) => void} [say]
 * @returns {Promise<string | undefined>} its path; undefined when there is none and the installation was declined
 */
export async function ensureBrowser(say = console.log) {
  const named = process.env.WACHTER_BROWSER
  const present = await startingBrowser()
  if (named && !present) throw new Error(`WACHTER_BROWSER is ${named}, which does not start.`)
  if (present) {
    if (!named && !isDeclined()) await addLightBrowser(say)
    return present
  }
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

/**
 * Where we are root, as in most containers, the light browser is added to the one that is there. Without it, the tests take
 * longer, and that is all.
 *
 * @param {(line: string) => void} say
 */
async function addLightBrowser(say) {
  const isMissing = findLightBrowser().executablePath === findBrowser().executablePath
  if (!isMissing || process.platform !== 'linux' || process.getuid?.() !== 0) return
  say(`Most tests run twice as fast in ${lightName}, so apt-get may install it; set ${declining}=1 to do without.`)
  try {
    for (const commandLine of debian([lightName])) await run(commandLine)
  } catch {
    say(`${lightName} could not be installed.`)
  }
}

/**
 * What tests must be told so that they use the browser found here: nothing, where they find it and the light one themselves.
 *
 * @param {string} browser
 * @returns {Promise<Record<string, string>>}
 */
export async function browserVariables(browser) {
  const light = findLightBrowser().executablePath
  const isFound = findBrowser().executablePath === browser && (light === browser || (await starts(light)))
  return isFound ? {} : { WACHTER_BROWSER: browser }
}

/** The machine's browser, if it starts: on some distributions `chromium` is only a stub that names another package. */
async function startingBrowser() {
  // Imported late, because playwright is not installed at first.
  const { chromium } = await import('playwright')
  const candidates = [findBrowser().executablePath, process.env.WACHTER_BROWSER ? undefined : chromium.executablePath()]
  for (const path of candidates) if (await starts(path)) return path
  return undefined
}

/** @param {string | undefined} path */
async function starts(path) {
  const { chromium } = await import('playwright')
  // Launch it instead of asking for `--version`, which opens a window in Chrome on Windows.
  const browser = path && (await chromium.launch({ executablePath: path, args: browserFlags }).catch(() => undefined))
  if (!browser) return false
  await browser.close()
  return true
}

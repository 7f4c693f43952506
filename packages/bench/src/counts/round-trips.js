import { createBrowser, latencyMs } from '../world/browser.js'

/** @typedef {{ requests: Record<string, number>, roundTrips: number }} Journey */

/** The cost of an organization switch until the page shows it, and then until its token is cached. */
export async function countSwitch() {
  const browser = createBrowser()
  await browser.signIn('ada')
  const tab = browser.openTab()
  tab.start()
  await browser.time.until(tab.getToken())
  const id = browser.world.organization('Globex').id
  const shown = await journey(browser, () => tab.switchOrganization(id))
  const token = await journey(browser, () => tab.getToken())
  browser.close()
  return { shown, token }
}

/** The cost of a page's first token. @param {boolean} firstToken whether it is requested in parallel with the session */
export async function countFirstToken(firstToken) {
  const browser = createBrowser()
  await browser.signIn('ada')
  const tab = browser.openTab({ firstToken })
  const token = await journey(browser, () => {
    tab.start()
    return tab.getToken()
  })
  browser.close()
  return token
}

/**
 * @param {import('../world/browser.js').Browser} browser
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Journey>}
 */
async function journey(browser, work) {
  browser.takeRequests()
  const startedAtMs = browser.time.clock.now()
  await browser.time.until(work())
  return { requests: browser.takeRequests(), roundTrips: (browser.time.clock.now() - startedAtMs) / latencyMs }
}

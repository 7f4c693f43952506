import { createBrowser, latencyMs } from '../world/browser.js'

/** @typedef {{ requests: Record<string, number>, roundTrips: number }} Journey */

/** What a switch of organization costs until the page shows it, and then until a token of it is at hand. */
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

/** What the first token of a page costs. @param {boolean} firstToken whether it is asked for beside the session */
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

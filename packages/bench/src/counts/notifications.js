import { createBrowser } from '../world/browser.js'
import { listenTo } from '../world/listeners.js'

/** How often a thousand subscribers, half to the session and half to the view, are notified of an unchanged refetch. */
export async function countNotifications({ subscribers = 1_000 } = {}) {
  const browser = createBrowser()
  await browser.signIn('ada')
  const tab = browser.openTab()
  tab.start()
  await browser.time.until(tab.refetch())
  const heard = listenTo(tab, subscribers)
  const heardDuring = async (/** @type {() => Promise<void>} */ work) => {
    const before = heard()
    await browser.time.until(work())
    return heard() - before
  }
  await browser.time.pass(10_000)
  const ofUnchanged = await heardDuring(tab.refetch)
  // Proves that the counter works: a change notifies every subscriber once.
  const ofSwitch = await heardDuring(() => tab.switchOrganization(browser.world.organization('Globex').id))
  browser.close()
  return { ofUnchanged, ofSwitch }
}

import { quick } from '../effort.js'
import { createBrowser } from '../world/browser.js'
import { listenTo } from '../world/listeners.js'
import { createLiveTab } from '../world/live-tab.js'
import { race } from './race.js'
import { renamed, replay } from './snapshot.js'
import { exponentOf, median } from './statistics.js'

/** @typedef {import('./memberships.js').Growth} Growth */

export const subscriberCounts = [10, 100, 1_000, 10_000]
export const tabCounts = [1, 5, 10, 50]
const turns = quick ? 5 : 20

/** Times a commit by how many listen to the session. @returns {Promise<Growth[]>} */
export async function growSubscribers() {
  const works = [
    { name: 'subscribers: an unchanged answer', edit: undefined },
    { name: 'subscribers: an answer with a changed name', edit: renamed },
  ]
  const growths = []
  // One after the other: while a race runs, no answer arrives in time.
  for (const { name, edit } of works) {
    const tabs = await Promise.all(subscriberCounts.map(() => createLiveTab()))
    const runs = tabs.map((tab, index) => {
      listenTo(tab.client, subscriberCounts[index] ?? 0)
      const commit = replay(tab, edit)
      return [String(subscriberCounts[index]), () => commit(JSON.parse(tab.body).data)]
    })
    const ms = (await race(Object.fromEntries(runs))).map(({ ns }) => ns / 1e6)
    for (const { client } of tabs) client.stop()
    growths.push({ name, ms, exponent: exponentOf(subscriberCounts, ms) })
  }
  return growths
}

/** Times a switch until all tabs of a browser show it, in virtual time: only the work counts. @returns {Promise<Growth>} */
export async function growTabs() {
  const ms = []
  for (const count of tabCounts) {
    const browser = createBrowser()
    await browser.signIn('ada')
    const tabs = Array.from({ length: count }, (_, index) => browser.openTab({ visible: index === 0 }))
    for (const tab of tabs) tab.start()
    await browser.time.until(Promise.all(tabs.map((tab) => tab.refetch())))
    const ids = ['Acme', 'Globex'].map((name) => browser.world.organization(name).id)
    const times = []
    // Our own loop: a switch needs the virtual clock to move.
    for (let turn = 0; turn < turns; turn++) {
      const startedAt = performance.now()
      await browser.time.until(tabs[0]?.switchOrganization(ids[turn % 2] ?? '') ?? Promise.resolve())
      times.push(performance.now() - startedAt)
    }
    const names = new Set(tabs.map((tab) => tab.$activeOrganization.get()?.id))
    if (names.size !== 1) throw new Error('The tabs show different organizations')
    browser.close()
    ms.push(median(times))
  }
  return { name: 'tabs: a switch, until all show it', ms, exponent: exponentOf(tabCounts, ms) }
}

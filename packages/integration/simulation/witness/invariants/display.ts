import type { Network } from '../../world/network.js'
import { keyOf, type WatchedServer } from '../../world/server.js'
import { contextKeyOf, type Tab, tupleOf } from '../../world/tab.js'
import type { Knowledge } from '../knowledge.js'
import type { Violate } from '../violation.js'

interface DisplayNeeds {
  readonly server: WatchedServer
  readonly knowledge: Knowledge
  readonly tabs: readonly Tab[]
  readonly network: () => Network
  /** Sign-ins that `signOut` calls should end. */
  readonly ordered: () => ReadonlySet<string>
  readonly violate: Violate
}

/** The wait for another tab's change, a request that times out, a retry, and one more request. */
const graceMs = 35_000

/** Invariant (i): a tab does not show older state than it was told. */
export function watchDisplay({ server, knowledge, tabs, network, ordered, violate }: DisplayNeeds) {
  /** Since when, in its own time, a tab has shown older state than it was told. */
  const oldSinceMs = new Map<Tab, number>()
  /** The newest era that the tab's state can be of. */
  const eraShown = (tab: Tab) => server.lastEraOf(contextKeyOf(tab))?.number

  return {
    watch(tab: Tab) {
      let last = keyOf(tupleOf(tab.client))
      tab.client.$state.listen(({ stale }) => {
        const key = contextKeyOf(tab)
        const isSame = key === last
        last = key
        // A tab removes an ended sign-in by itself; the server did not tell it.
        if (isSame || stale || key === 'nobody') return
        const era = eraShown(tab)
        const told = knowledge.toldEra(tab)
        if (era === undefined || era >= told) return
        const what = `${tab.name} shows era ${era} ${key} after it was told of era ${told}`
        violate('i: shows what is older than what it was told', what)
      })
    },
    check() {
      for (const tab of tabs) {
        const { stale, pending, container } = tab.client.$state.get()
        const canAsk = tab.isRunning() && tab.isVisible() && !tab.frozen && !tab.dead && network().isOnline()
        const era = eraShown(tab)
        const told = knowledge.toldEra(tab)
        // A signed-out account is not shown, although the server may not know of the sign-out yet.
        const isEnded = ordered().has(server.eras()[told]?.tuple?.signInId ?? '')
        const isOld = era !== undefined && era < told && !isEnded
        if (!canAsk || stale || pending || !container || !isOld) {
          oldSinceMs.delete(tab)
          continue
        }
        const sinceMs = oldSinceMs.get(tab) ?? tab.activeMs()
        oldSinceMs.set(tab, sinceMs)
        if (tab.activeMs() - sinceMs <= graceMs) continue
        oldSinceMs.delete(tab)
        const what = `${tab.name} shows era ${era} ${contextKeyOf(tab)}, told of era ${told}`
        violate('i: goes on showing what is older than what it was told', what)
      }
    },
  }
}

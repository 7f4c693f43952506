import { identityOf, type WatchedServer } from '../../world/server.js'
import { contextKeyOf, type Tab } from '../../world/tab.js'
import type { Violate } from '../violation.js'

interface BondNeeds {
  readonly server: WatchedServer
  readonly tabOf: (name: string) => Tab | undefined
  readonly violate: Violate
}

/** Invariant (l): a call made in one context is never performed in another. */
export function watchBonds({ server, tabOf, violate }: BondNeeds) {
  /** By call: the context it was made in; undefined when none was known. */
  const contexts = new Map<string, string | undefined>()
  /** By call: the user of its first request to the app's API. */
  const senders = new Map<string, string>()
  /** By tab and organization: the contexts it was asked in to leave it. */
  const leavings = new Map<string, readonly string[]>()
  const name = 'l: done for another context than it was asked in'

  return {
    /** Assigns a name to the call. */
    binds(tab: Tab): string {
      const call = `${contexts.size}`
      contexts.set(call, tab.client.$state.get().container && contextKeyOf(tab))
      return call
    },
    bindsLeaving(tab: Tab, organizationId: string) {
      const what = `${tab.name} ${organizationId}`
      leavings.set(what, [...(leavings.get(what) ?? []), contextKeyOf(tab)])
    },
    onRequest(owner: string, url: URL) {
      const [, left] = /^\/organizations\/(\w+)\/leave$/.exec(url.pathname) ?? []
      const leaver = left && tabOf(owner)
      if (leaver && !leavings.get(`${owner} ${left}`)?.includes(contextKeyOf(leaver)))
        violate(name, `${owner} leaves ${left}, and shows ${contextKeyOf(leaver)}`)
      const asked = contexts.get(url.searchParams.get('call') ?? '')
      const tab = tabOf(owner)
      if (!asked || !tab || asked === contextKeyOf(tab)) return
      violate(name, `${owner} sends what was asked for in ${asked}, and shows ${contextKeyOf(tab)}`)
    },
    onSend(call: string, token: string) {
      const whose = identityOf(server.minted(token)?.era.tuple)
      const first = senders.get(call) ?? whose
      senders.set(call, first)
      if (first !== whose) violate(name, `a request made for ${first} is repeated for ${whose}`)
    },
  }
}

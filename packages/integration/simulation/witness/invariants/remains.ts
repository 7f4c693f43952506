import type { WatchedServer } from '../../world/server.js'
import type { WatchedStore } from '../../world/stores.js'
import type { Violate } from '../violation.js'

interface RemainsNeeds {
  readonly server: WatchedServer
  readonly stores: Readonly<Record<string, WatchedStore | undefined>>
  /** Sign-ins that `signOut` calls should end. */
  readonly ordered: ReadonlySet<string>
  readonly violate: Violate
}

/** Invariant (m): the browser stores nothing of an account that was signed out in it. */
export function checkRemains({ server, stores, ordered, violate }: RemainsNeeds): void {
  const live = server.signIns().map(({ id }) => id)
  for (const [name, store] of Object.entries(stores)) {
    const texts = [...(store?.entries.values() ?? [])]
    for (const id of ordered) {
      if (live.includes(id) || !texts.some((text) => text.includes(id))) continue
      violate('m: something personal left of an account that was signed out', `${id} is in ${name}`)
    }
  }
}

import type { SessionContainer } from '../model/session.js'
import type { KeyValueStore } from '../ports.js'
import { isListedIn } from './patches.js'
import type { SessionStore } from './store.js'

/** Keeps the identity last known in a store of the app. It holds what the client shows, and no account that was ended. */
export interface SnapshotKeeper {
  /** What was kept, without the sign-ins that were signed out since. */
  remembered(): SessionContainer | undefined
}

interface SnapshotKeeperNeeds {
  readonly store: SessionStore
  readonly snapshotStore: KeyValueStore | undefined
  readonly name: string
  readonly readSession: (wire: unknown) => { readonly container: SessionContainer; readonly wire: unknown }
}

/** The part of the server's shape that says who is signed in. */
interface WireSignIns {
  readonly signins: readonly { readonly id: string }[]
  readonly active_signin?: { readonly id: string } | undefined
}

export function createSnapshotKeeper({ store, snapshotStore, name, readSession }: SnapshotKeeperNeeds): SnapshotKeeper {
  if (!snapshotStore) return { remembered: () => undefined }
  const read = () => {
    try {
      const kept = snapshotStore.get(name)
      return kept ? readSession(JSON.parse(kept)) : undefined
    } catch {
      // What was kept is of another version or malformed: as if there were nothing.
      snapshotStore.remove(name)
      return undefined
    }
  }

  store.onTransition(({ before, after, answer }) => {
    if (before.container === after.container && before.stale === after.stale) return
    if (after.status === 'signed-out') return snapshotStore.remove(name)
    const kept = read()
    const { wire, endedSignIns } = store.machine()
    const known = (wire ?? kept?.wire) as WireSignIns | undefined
    // Only an answer adds an account: one that is missing may have been signed out by another page.
    const mayKeep = answer ? () => true : kept && isListedIn(kept.container)
    if (!known || !mayKeep) return
    const isKept = (id: string) => mayKeep(id) && !endedSignIns.includes(id)
    snapshotStore.set(name, JSON.stringify(withSignIns(known, isKept)))
  })

  return { remembered: () => read()?.container }
}

const withSignIns = (wire: WireSignIns, isKept: (id: string) => boolean): WireSignIns => ({
  ...wire,
  signins: wire.signins.filter(({ id }) => isKept(id)),
  active_signin: wire.active_signin && isKept(wire.active_signin.id) ? wire.active_signin : undefined,
})

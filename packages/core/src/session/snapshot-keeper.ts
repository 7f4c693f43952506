import type { SessionContainer } from '../model/session.js'
import type { KeyValueStore } from '../ports.js'
import { isListedIn, without } from './patches.js'
import type { SessionStore } from './store.js'

/** Stores the last known identity in a store of the app: what the client shows, without accounts that were signed out. */
export interface SnapshotKeeper {
  /** The stored session, without sign-ins that were signed out. */
  remembered(): SessionContainer | undefined
}

interface SnapshotKeeperNeeds {
  readonly store: SessionStore
  readonly snapshotStore: KeyValueStore | undefined
  readonly name: string
  readonly readSession: (raw: unknown) => SessionContainer
  readonly writeSession: (container: SessionContainer) => unknown
}

export function createSnapshotKeeper({
  store,
  snapshotStore,
  name,
  readSession,
  writeSession,
}: SnapshotKeeperNeeds): SnapshotKeeper {
  if (!snapshotStore) return { remembered: () => undefined }
  const remembered = () => {
    try {
      const kept = snapshotStore.get(name)
      return kept ? readSession(JSON.parse(kept)) : undefined
    } catch {
      // The stored text is of another version or malformed: ignore it.
      snapshotStore.remove(name)
      return undefined
    }
  }

  store.onTransition(({ before, after, answer: heard }) => {
    if (before.container === after.container && before.stale === after.stale) return
    if (after.status === 'signed-out') return snapshotStore.remove(name)
    const kept = remembered()
    const { answer, endedSignIns } = store.machine()
    const known = answer?.container ?? kept
    // Only an answer adds an account: one that is missing may have been signed out by another page.
    const mayKeep = heard ? () => true : kept && isListedIn(kept)
    if (!known || !mayKeep) return
    const missing = known.signIns.map(({ id }) => id).filter((id) => !mayKeep(id))
    snapshotStore.set(name, JSON.stringify(writeSession(without(known, [...endedSignIns, ...missing]))))
  })

  return { remembered }
}

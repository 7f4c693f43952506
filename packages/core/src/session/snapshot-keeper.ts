import type { SessionContainer } from '../model/session.js'
import type { KeyValueStore } from '../ports.js'
import { without } from './state/patches.js'
import type { SessionStore } from './state/store.js'

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

  store.onTransition(({ before, after, answer }) => {
    if (before.container === after.container && before.stale === after.stale) return
    if (after.status === 'signed-out') return snapshotStore.remove(name)
    // Only an answer adds an account: another page may have signed out one that is missing.
    const known = answer?.container ?? remembered()
    if (known) snapshotStore.set(name, JSON.stringify(writeSession(without(known, store.machine().endedSignIns))))
  })

  return { remembered }
}

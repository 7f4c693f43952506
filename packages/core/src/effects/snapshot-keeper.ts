import type { SessionContainer } from '../model/session.js'
import type { KeyValueStore } from '../ports.js'
import type { SessionStore } from '../state/session-store.js'

interface SnapshotKeeperNeeds {
  readonly store: SessionStore
  readonly snapshotStore?: KeyValueStore
  readonly name: string
  readonly readSession: (raw: unknown) => SessionContainer
}

/** Shows the identity last known until the server is heard, and keeps the next one. Returns a function that stops. */
export function startSnapshotKeeper({ store, snapshotStore, name, readSession }: SnapshotKeeperNeeds): () => void {
  if (!snapshotStore) return () => undefined
  try {
    const kept = snapshotStore.get(name)
    if (kept) store.apply({ type: 'remembered', container: readSession(JSON.parse(kept)) })
  } catch {
    // What was kept is of another version or bent: as if there were nothing.
    snapshotStore.remove(name)
  }
  return store.onTransition(({ event, after }) => {
    if (after.status === 'signed-out') snapshotStore.remove(name)
    else if ('raw' in event) snapshotStore.set(name, JSON.stringify(event.raw))
  })
}

import type { KeyValueStore } from '../../core/src/index.js'

/** A separate store for each test, so that tests do not share data. */
export interface MemoryStore extends KeyValueStore {
  readonly entries: Map<string, string>
}

export function memoryStore(entries: Readonly<Record<string, string>> = {}): MemoryStore {
  const map = new Map(Object.entries(entries))
  return {
    entries: map,
    get: (key) => map.get(key),
    set: (key, value) => void map.set(key, value),
    remove: (key) => void map.delete(key),
  }
}

/** A store as in a browser that blocks storage. */
export const forgetfulStore: KeyValueStore = { get: () => undefined, set: () => {}, remove: () => {} }

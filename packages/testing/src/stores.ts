import type { KeyValueStore } from '../../core/src/index.js'

/** A store of its own, so that no test finds what another has left. */
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

/** What remains of a store where the browser blocks it. */
export const forgetfulStore: KeyValueStore = { get: () => undefined, set: () => {}, remove: () => {} }

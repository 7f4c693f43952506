import type { KeyValueStore } from '@wachter/core'
import type { Setting } from './setting.js'

/** A store of the browser that the run can inspect. */
export interface WatchedStore extends KeyValueStore {
  readonly entries: ReadonlyMap<string, string>
}

export function createStore(condition?: Setting['storage']): WatchedStore {
  const entries = new Map<string, string>()
  return {
    entries,
    get: (key) => (condition === 'blocked' ? undefined : entries.get(key)),
    set: (key, value) => {
      if (!condition) entries.set(key, value)
    },
    remove: (key) => void entries.delete(key),
  }
}

import type { ReadableAtom } from 'nanostores'
import { useSyncExternalStore } from 'react'

/** Reads an atom and renders again whenever it changes. */
export function useAtom<T>($atom: Pick<ReadableAtom<T>, 'get' | 'init' | 'listen'>): T {
  // A server knew only what the atom began with; by the time its page is hydrated, the atom may have moved on.
  return useSyncExternalStore($atom.listen, $atom.get, () => $atom.init as T)
}

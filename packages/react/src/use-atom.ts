import type { ReadableAtom } from 'nanostores'
import { useSyncExternalStore } from 'react'

/** Reads an atom and renders again on each change. */
export function useAtom<T>($atom: Pick<ReadableAtom<T>, 'get' | 'init' | 'listen'>): T {
  // A server rendered the initial value; when its page is hydrated, the atom may have changed.
  return useSyncExternalStore($atom.listen, $atom.get, () => $atom.init as T)
}

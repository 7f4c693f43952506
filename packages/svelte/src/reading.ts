import type { ReadableAtom } from 'nanostores'
import { createSubscriber } from 'svelte/reactivity'
import type { Readable } from 'svelte/store'

/** A value that may change: `current` is reactive wherever runes are, and the whole is a store, `$reading`. */
export interface Reading<T> extends Readable<T> {
  readonly current: T
}

/** Reads an atom. Follows it only while an effect, a template or a subscriber does. */
export function readingOf<T>($atom: Pick<ReadableAtom<T>, 'get' | 'init' | 'listen' | 'subscribe'>): Reading<T> {
  if (typeof window === 'undefined') return constant($atom.init as T)
  const track = createSubscriber((update) => $atom.listen(() => update()))
  return {
    get current() {
      track()
      return $atom.get()
    },
    subscribe: (run) => $atom.subscribe(() => run($atom.get())),
  }
}

/** A server knows only what the client began with, and subscribes to nothing. */
const constant = <T>(current: T): Reading<T> => ({
  current,
  subscribe(run) {
    run(current)
    return () => undefined
  },
})

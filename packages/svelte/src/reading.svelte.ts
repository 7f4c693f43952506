import type { ReadableAtom } from 'nanostores'
import { untrack } from 'svelte'
import { createSubscriber } from 'svelte/reactivity'
import type { Readable } from 'svelte/store'

/** A value that may change: `current` is reactive in runes, and the object is a store, `$reading`. */
export interface Reading<T> extends Readable<T> {
  readonly current: T
}

type Atom<T> = Pick<ReadableAtom<T>, 'get' | 'init' | 'listen'>

/** Reads an atom. Follows it only while an effect, a template or a subscriber reads it. */
export function readingOf<T>($atom: Atom<T>): Reading<T> {
  return typeof window === 'undefined' ? constant($atom.init as T) : follow($atom).reading
}

/** Reads an atom and follows it from the set-up of a component to its end, so that cleanups get what the component showed. */
export function steadyReadingOf<T>($atom: Atom<T>): Reading<T> {
  if (typeof window === 'undefined') return constant($atom.init as T)
  const { reading, track } = follow($atom)
  $effect.pre(track)
  return reading
}

function follow<T>($atom: Atom<T>) {
  // A `$state`: only from these does a cleanup read the value before the change that causes it.
  let latest = $atom.get()
  let seen = $state.raw(latest)
  let isFollowing = false
  const update = () => {
    latest = $atom.get()
    seen = latest
  }
  const track = createSubscriber(() => {
    const stop = $atom.listen(update)
    isFollowing = true
    update()
    return () => {
      isFollowing = false
      stop()
    }
  })
  const now = () => (isFollowing ? seen : $atom.get())
  const tracked = derivedApart(() => {
    // They differ in a cleanup, which must not begin to follow, because that would never end.
    if (seen === latest) track()
    return now()
  })
  const reading: Reading<T> = {
    get current() {
      return $effect.tracking() ? tracked() : now()
    },
    subscribe(run) {
      const stop = $atom.listen(() => run($atom.get()))
      run(untrack(now))
      return stop
    },
  }
  return { reading, track }
}

/**
 * A derived whose effects belong to no component. Svelte ends them when a cleanup reads the derived again, and the
 * component that is being destroyed then skips its other cleanups.
 */
function derivedApart<T>(read: () => T): () => T {
  let derived = read
  $effect.root(() => {
    const value = $derived.by(read)
    derived = () => value
  })
  return derived
}

/** A server renders the initial value and subscribes to nothing. */
const constant = <T>(current: T): Reading<T> => ({
  current,
  subscribe(run) {
    run(current)
    return () => undefined
  },
})

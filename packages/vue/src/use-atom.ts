import type { ReadableAtom } from 'nanostores'
import { getCurrentInstance, getCurrentScope, onMounted, onScopeDispose, type ShallowRef, shallowRef } from 'vue'

/** Reads an atom as a ref, which follows it until the scope it was made in ends. */
export function useAtom<T>($atom: Pick<ReadableAtom<T>, 'get' | 'init' | 'subscribe'>): Readonly<ShallowRef<T>> {
  const isServer = typeof window === 'undefined'
  // An element before the first render is one that a server rendered.
  const isHydrating = Boolean(getCurrentInstance()?.vnode.el)
  // A server knew only what the atom began with; by the time its page is hydrated, the atom may have moved on.
  const value = shallowRef(isServer || isHydrating ? ($atom.init as T) : $atom.get())
  const follow = () => {
    const stop = $atom.subscribe(() => {
      value.value = $atom.get()
    })
    onScopeDispose(stop)
  }
  if (isHydrating) onMounted(follow)
  // A server ends no scope, and where there is none, in a navigation guard for example, nobody would ever stop it.
  else if (!isServer && getCurrentScope()) follow()
  return value
}

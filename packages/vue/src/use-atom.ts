import type { ReadableAtom } from 'nanostores'
import {
  getCurrentInstance,
  getCurrentScope,
  nextTick,
  onBeforeUnmount,
  onMounted,
  onScopeDispose,
  type ShallowRef,
  shallowRef,
} from 'vue'

/** Reads an atom as a ref, which follows it until the scope it was made in ends: that of a component, or of a store. */
export function useAtom<T>($atom: Pick<ReadableAtom<T>, 'get' | 'init' | 'subscribe'>): Readonly<ShallowRef<T>> {
  // A server knows only what the atom began with, and ends no scope.
  if (typeof window === 'undefined') return shallowRef($atom.init as T)
  const hydrating = isHydrating()
  // A page that is hydrated shows what the server knew, though the atom may have moved on by then.
  const value = shallowRef(hydrating ? ($atom.init as T) : $atom.get())
  // Where there is no scope, in a navigation guard for example, nothing would ever stop following.
  const scope = getCurrentScope()
  const follow = () => {
    if (!scope?.active) return
    const stop = $atom.subscribe(() => {
      value.value = $atom.get()
    })
    scope.run(() => onScopeDispose(stop))
  }
  if (hydrating) onceHydrated(follow)
  else follow()
  return value
}

/** Whether a component is being set up over an element that a server rendered; not in its later hooks. */
function isHydrating(): boolean {
  const instance = getCurrentInstance()
  return Boolean(instance && !instance.isMounted && instance.vnode.el)
}

/** Calls back once the component that is set up is hydrated, or gone before that: a store it made lives on. */
function onceHydrated(callback: () => void): void {
  let isCalled = false
  const once = () => {
    if (!isCalled) callback()
    isCalled = true
  }
  onMounted(once)
  // Later, when the component's own scopes have ended: those must not begin to follow.
  onBeforeUnmount(() => nextTick(once))
}

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

/** Reads an atom as a ref that follows it until its effect scope ends: that of a component, or of a store. */
export function useAtom<T>($atom: Pick<ReadableAtom<T>, 'get' | 'init' | 'subscribe'>): Readonly<ShallowRef<T>> {
  // A server renders the initial value, and ends no scope.
  if (typeof window === 'undefined') return shallowRef($atom.init as T)
  const hydrating = isHydrating()
  // A page that is hydrated shows the server's value first, even if the atom has changed.
  const value = shallowRef(hydrating ? ($atom.init as T) : $atom.get())
  // Without a scope, for example in a navigation guard, the subscription would never end.
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

/** Whether a component is being set up on an element that a server rendered; not in its later hooks. */
function isHydrating(): boolean {
  const instance = getCurrentInstance()
  return Boolean(instance && !instance.isMounted && instance.vnode.el)
}

/** Calls back when the component is hydrated, or unmounted before that, because a store it created lives on. */
function onceHydrated(callback: () => void): void {
  let isCalled = false
  const once = () => {
    if (!isCalled) callback()
    isCalled = true
  }
  onMounted(once)
  // Later, when the component's own scopes have ended: they must not begin to follow.
  onBeforeUnmount(() => nextTick(once))
}

import type { SessionStore } from './session-store.js'

const isSettled = (store: SessionStore): boolean => {
  const { status, pending } = store.machine().state
  return status !== 'loading' && pending === undefined
}

/** Resolves when the first answer is in and no change is under way; at once when that is so. */
export const whenSettled = (store: SessionStore): Promise<void> =>
  new Promise((resolve) => {
    if (isSettled(store)) return resolve()
    const unlisten = store.onTransition(() => {
      if (!isSettled(store)) return
      unlisten()
      resolve()
    })
  })

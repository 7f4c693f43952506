import { SessionError } from '../errors.js'
import type { SessionStore } from './session-store.js'

/** Whether something is known and no change is under way. */
const isSettled = (store: SessionStore): boolean => {
  const { status, pending } = store.machine().state
  return status !== 'loading' && pending === undefined
}

/**
 * Resolves when the first answer is in and no change is under way; at once when that is so.
 *
 * @throws {@link SessionError} `aborted`
 */
export function whenSettled(store: SessionStore, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.reject(aborted(signal))
  if (isSettled(store)) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const stop = () => {
      unlisten()
      signal?.removeEventListener('abort', onAbort)
    }
    const onAbort = () => {
      stop()
      reject(aborted(signal))
    }
    const unlisten = store.onTransition(() => {
      if (!isSettled(store)) return
      stop()
      resolve()
    })
    signal?.addEventListener('abort', onAbort)
  })
}

const aborted = (signal?: AbortSignal) => new SessionError('aborted', 'The caller gave up', { cause: signal?.reason })

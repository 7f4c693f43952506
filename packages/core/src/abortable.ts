import { isSessionError, SessionError } from './errors.js'

/**
 * Lets one caller leave a promise that others may share.
 *
 * @throws {@link SessionError} the signal's reason when it is one, else `aborted`
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => {
      const { reason } = signal
      reject(isSessionError(reason) ? reason : new SessionError('aborted', 'The caller gave up', { cause: reason }))
    }
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

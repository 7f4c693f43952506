import { isSessionError, SessionError } from '../errors.js'
import type { Clock } from '../ports.js'

/**
 * Runs `work` and settles when it settles, when `timeoutMs` have passed or when `signal` aborts, whichever is first. The
 * signal passed to `work` aborts in the latter two cases; work that ignores it goes on unobserved.
 *
 * @throws {@link SessionError} `timed-out`; `aborted`, or the signal's reason when that is a {@link SessionError}
 */
export function withDeadline<T>(
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const stop = (error: SessionError) => {
      reject(error)
      controller.abort(error)
    }
    const timer = clock.setTimeout(() => stop(new SessionError('timed-out', 'The operation timed out')), timeoutMs)
    const abort = () => {
      const cause: unknown = signal?.reason
      stop(isSessionError(cause) ? cause : new SessionError('aborted', 'The caller aborted the operation', { cause }))
    }
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clock.clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
      })
  })
}

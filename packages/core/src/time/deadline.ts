import { isSessionError, SessionError } from '../errors.js'
import type { Clock } from '../ports.js'

/**
 * Runs `work` and settles when it does, when `timeoutMs` have passed or when `signal` aborts, whichever is first. The
 * signal handed to `work` aborts in the latter two cases; work that ignores it is left behind.
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
    const timer = clock.setTimeout(() => stop(new SessionError('timed-out', 'It took too long')), timeoutMs)
    const abort = () => {
      const cause: unknown = signal?.reason
      stop(isSessionError(cause) ? cause : new SessionError('aborted', 'The caller gave up', { cause }))
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

import { SessionError } from '../errors.js'
import type { Clock } from '../ports.js'

/**
 * Runs `work` and settles when it does, when `timeoutMs` have passed or when `signal` aborts, whichever is first. The
 * signal handed to `work` aborts in the latter two cases; work that ignores it is left behind.
 *
 * @throws {@link SessionError} `timed-out`, `aborted`
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
    const onAbort = () => stop(new SessionError('aborted', 'The caller gave up', { cause: signal?.reason }))
    const timer = clock.setTimeout(
      () => stop(new SessionError('timed-out', 'The server took too long to answer')),
      timeoutMs,
    )
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort)
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clock.clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      })
  })
}

import { abortable } from '../abortable.js'
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
  const controller = new AbortController()
  const timer = clock.setTimeout(
    () => controller.abort(new SessionError('timed-out', 'The server took too long to answer')),
    timeoutMs,
  )
  const abort = () => controller.abort(signal?.reason)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort)
  return abortable(work(controller.signal), controller.signal).finally(() => {
    clock.clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  })
}

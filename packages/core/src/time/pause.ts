import type { Clock } from '../ports.js'

/** Resolves after `delayMs`, or when the signal aborts. */
export const pause = (clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = clock.setTimeout(resolve, delayMs)
    signal.addEventListener('abort', () => {
      clock.clearTimeout(timer)
      resolve()
    })
  })

import type { Clock } from '../ports.js'
import type { ServerClock } from '../state/server-clock.js'
import type { SessionStore } from '../state/session-store.js'

interface ExpiryTimerNeeds {
  readonly store: SessionStore
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly leadMs: number
  readonly endsAtMs: () => number | undefined
  readonly onExpiring: (endsAtMs: number) => void
  readonly onExpired: () => void
}

/** A timer above 2³¹−1 ms fires at once; and a shorter sleep notices a clock that was set meanwhile. */
const longestDelayMs = 3_600_000

/** Ends the session when its time is up, and warns ahead of it. Returns a function that stops watching. */
export function startExpiryTimer({
  store,
  clock,
  serverClock,
  leadMs,
  endsAtMs,
  onExpiring,
  onExpired,
}: ExpiryTimerNeeds): () => void {
  let timer: unknown
  let warnedOf: number | undefined

  const arm = () => {
    clock.clearTimeout(timer)
    const endMs = endsAtMs()
    if (endMs === undefined) return
    const leftMs = endMs - serverClock.now()
    if (leftMs <= 0) {
      onExpired()
      return
    }
    if (leftMs <= leadMs && warnedOf !== endMs) {
      warnedOf = endMs
      onExpiring(endMs)
    }
    timer = clock.setTimeout(arm, Math.min(leftMs > leadMs ? leftMs - leadMs : leftMs, longestDelayMs))
  }

  const unlisten = store.onTransition(arm)
  arm()
  return () => {
    unlisten()
    clock.clearTimeout(timer)
  }
}

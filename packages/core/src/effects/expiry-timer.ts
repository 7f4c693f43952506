import type { Clock } from '../ports.js'
import type { ClientEvents, Events } from '../state/events.js'
import type { Outbox } from '../state/outbox.js'
import type { ServerClock } from '../state/server-clock.js'
import type { SessionStore } from '../state/session-store.js'

interface ExpiryTimerNeeds {
  readonly store: SessionStore
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly expiringLeadMs: number
  readonly onTold: Outbox['onTold']
  readonly emit: Events<ClientEvents>['emit']
  readonly expiry: { readonly endsAtMs: () => number | undefined; readonly end: () => Promise<void> }
}

/** A timer above 2³¹−1 ms fires at once; and a shorter sleep notices a clock that was set meanwhile. */
const longestDelayMs = 3_600_000

/** Ends the session when its time is up, and warns ahead of it. Returns a function that stops watching. */
export function startExpiryTimer({
  store,
  clock,
  serverClock,
  expiringLeadMs,
  emit,
  expiry,
  onTold,
}: ExpiryTimerNeeds): () => void {
  let timer: unknown
  let warnedOf: number | undefined

  const arm = () => {
    clock.clearTimeout(timer)
    const expiresAtMs = expiry.endsAtMs()
    if (expiresAtMs === undefined) return
    const leftMs = expiresAtMs - serverClock.now()
    if (leftMs <= 0) {
      void expiry.end()
      return
    }
    const untilWarningMs = leftMs - expiringLeadMs
    if (untilWarningMs <= 0 && warnedOf !== expiresAtMs) {
      warnedOf = expiresAtMs
      emit('session-expiring', { expiresAtMs })
    }
    timer = clock.setTimeout(arm, Math.min(untilWarningMs > 0 ? untilWarningMs : leftMs, longestDelayMs))
  }

  // A token that is told of has taught the server's time.
  const stops = [store.onTransition(arm), onTold(arm), () => clock.clearTimeout(timer)]
  arm()
  return () => {
    for (const stop of stops) stop()
  }
}

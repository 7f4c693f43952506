import type { Clock } from '../../ports.js'
import type { Scope } from '../../scope.js'
import type { ServerClock } from '../../time/server-clock.js'
import type { ClientEvents, Events } from '../events.js'
import type { SessionStore } from '../state/store.js'
import type { Expiry } from './expiry.js'

interface ExpiryTimerNeeds {
  readonly scope: Scope
  readonly store: SessionStore
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly expiringLeadMs: number
  readonly emit: Events<ClientEvents>['emit']
  readonly expiry: Expiry
}

/** A timer above 2³¹−1 ms fires at once; and a shorter one notices a clock that was set in between, ms. */
const longestDelayMs = 3_600_000
/** When to check an expiry again that the server could not confirm, ms. */
const retryMs = 5_000

/** Ends the session when it expires, and warns before. */
export function startExpiryTimer(needs: ExpiryTimerNeeds): void {
  const { scope, store, clock, serverClock, expiringLeadMs, emit, expiry } = needs
  const timer = scope.timer(clock)
  let warnedOf: number | undefined
  let isEnding = false

  const arm = () => {
    timer.clear()
    const expiresAtMs = expiry.endsAtMs()
    if (expiresAtMs === undefined || scope.isClosed()) return
    const leftMs = expiresAtMs - serverClock.now()
    if (leftMs <= 0) {
      if (isEnding) return
      isEnding = true
      void expiry.end().finally(() => {
        isEnding = false
        // The server could not be asked: the session stays, marked stale, until it can be.
        if (expiry.isOver()) timer.set(arm, retryMs)
      })
      return
    }
    const untilWarningMs = leftMs - expiringLeadMs
    timer.set(arm, Math.min(untilWarningMs > 0 ? untilWarningMs : leftMs, longestDelayMs))
    if (untilWarningMs <= 0 && warnedOf !== expiresAtMs) {
      warnedOf = expiresAtMs
      // A listener may stop the client, which closes this timer too.
      emit('session-expiring', { expiresAtMs })
    }
  }

  scope.add(store.onTransition(arm))
  scope.add(serverClock.onLearned(arm))
  arm()
}

import type { Stamps } from '../ports.js'
import type { ServerClock } from '../state/server-clock.js'
import type { SessionStore } from '../state/session-store.js'

/** The end of the active sign-in by the clock. */
export interface Expiry {
  /** Epoch ms on the server's clock, or undefined when nobody is signed in or there is no end. */
  endsAtMs(): number | undefined
  isOver(nowMs?: number): boolean
  /** Ends the session at once, then lets the server confirm it. Never rejects. */
  end(): Promise<void>
}

interface ExpiryNeeds {
  readonly stamps: Stamps
  readonly store: SessionStore
  readonly serverClock: ServerClock
  readonly retrieve: () => Promise<void>
}

export function createExpiry({ stamps, store, serverClock, retrieve }: ExpiryNeeds): Expiry {
  store.onTransition(({ after, event }) => {
    // The server lists no sign-in that is over: if ours seems so, our clock is ahead.
    if (after.container?.activeSignIn && 'raw' in event) serverClock.notYet(endsAtMs() ?? Infinity)
  })
  const active = () => store.machine().state.container?.activeSignIn
  const endsAtMs = () => active()?.expiresAtMs
  return {
    endsAtMs,
    isOver: (nowMs) => serverClock.now(nowMs) >= (endsAtMs() ?? Infinity),
    async end() {
      const signIn = active()
      if (!signIn) return
      store.apply({ type: 'sign-in-expired', signInId: signIn.id, stamp: stamps.next() })
      await retrieve().catch(() => undefined)
    },
  }
}

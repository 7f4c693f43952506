import type { Stamps } from '../ports.js'
import type { ServerClock } from '../state/server-clock.js'
import type { SessionStore } from '../state/session-store.js'

/** The end of the active sign-in by the clock. */
export interface Expiry {
  /** Epoch ms on the server's clock, or undefined when nobody is signed in or there is no end. */
  endsAtMs(): number | undefined
  isOver(nowMs?: number): boolean
  /**
   * Ends the session at once, then lets the server confirm it; asks it first where no token has taught the time.
   * Never rejects.
   */
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
  const isOver = (nowMs?: number) => serverClock.now(nowMs) >= (endsAtMs() ?? Infinity)
  const expire = () => {
    const signIn = active()
    if (signIn && isOver()) store.apply({ type: 'sign-in-expired', signInId: signIn.id, stamp: stamps.next() })
  }
  return {
    endsAtMs,
    isOver,
    async end() {
      // Without a token to go by, our clock alone signs nobody out while the server can be asked.
      if (serverClock.isSure()) expire()
      await retrieve().catch(() => undefined)
      expire()
    },
  }
}

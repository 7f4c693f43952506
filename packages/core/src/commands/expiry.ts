import type { ServerClock } from '../state/server-clock.js'
import type { SessionStore } from '../state/session-store.js'

/** The end of the active sign-in by the clock. */
export interface Expiry {
  /** Epoch ms on the server's clock, or undefined when nobody is signed in or there is no end. */
  endsAtMs(): number | undefined
  isOver(): boolean
  /** Ends the session at once, then lets the server confirm it. Never rejects. */
  end(): Promise<void>
}

export function createExpiry(store: SessionStore, serverClock: ServerClock, retrieve: () => Promise<void>): Expiry {
  const active = () => store.machine().state.container?.activeSignIn
  const endsAtMs = () => active()?.expiresAtMs
  return {
    endsAtMs,
    isOver: () => serverClock.now() >= (endsAtMs() ?? Number.POSITIVE_INFINITY),
    async end() {
      const signIn = active()
      if (!signIn) return
      store.apply({ type: 'sign-in-expired', signInId: signIn.id })
      await retrieve().catch(() => undefined)
    },
  }
}

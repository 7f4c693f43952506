import type { ServerClock } from '../time/server-clock.js'
import type { Stamps } from '../time/stamps.js'
import type { SessionStore } from './store.js'

/** The end of the active sign-in by the clock. */
export interface Expiry {
  /** Epoch ms on the server's clock, or undefined when no account is active or there is no end. */
  endsAtMs(): number | undefined
  /**
   * Whether it seems to be over, by the best estimate of the server's time.
   *
   * @param ownMs what our wall clock shows, where it was read already
   */
  isOver(ownMs?: number): boolean
  /**
   * Ends the session at once where that is sure, then lets the server confirm it. Our clock alone ends nothing: where no
   * token has taught the server's time, or our clock may have been set, only the server's word does. Never rejects.
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
  const active = () => store.container()?.activeSignIn
  const endsAtMs = () => active()?.expiresAtMs

  store.onTransition(({ after, answer }) => {
    // The server lists no sign-in that is over: if ours seems so, our clock is ahead.
    if (answer && after.container?.activeSignIn) serverClock.notYet(endsAtMs() ?? Infinity)
  })

  return {
    endsAtMs,
    isOver: (ownMs) => (ownMs === undefined ? serverClock.now() : serverClock.at(ownMs)) >= (endsAtMs() ?? Infinity),
    async end() {
      const signIn = active()
      if (signIn && serverClock.atLeast() >= (endsAtMs() ?? Infinity)) {
        store.apply({ type: 'sign-in-expired', signInId: signIn.id, at: stamps.next() })
      }
      await retrieve().catch(() => undefined)
    },
  }
}

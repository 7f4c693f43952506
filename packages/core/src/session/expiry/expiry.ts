import type { ServerClock } from '../../time/server-clock.js'
import type { Stamps } from '../../time/stamps.js'
import type { SessionStore } from '../state/store.js'

/** The expiry of the active sign-in. */
export interface Expiry {
  /** Epoch ms on the server's clock; undefined if no account is active or its sign-in does not expire. */
  endsAtMs(): number | undefined
  /**
   * Whether it seems to have expired, by the best estimate of the server's time.
   *
   * @param ownMs the present time of our wall clock, if the caller has read it
   */
  isOver(ownMs?: number): boolean
  /**
   * Ends the session at once if it has certainly expired, then lets the server confirm it. Our clock alone ends nothing: if
   * no token has taught the server's time, or our clock may have been set, the server decides. Never rejects.
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
    // The server does not list expired sign-ins: if ours seems expired, our clock is ahead.
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

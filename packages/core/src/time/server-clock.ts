import type { Clock } from '../ports.js'

/** The server's time, estimated from its answers. Our own wall clock may be wrong by years, and may be set at any time. */
export interface ServerClock {
  /** The best estimate of now, epoch ms. */
  now(): number
  /** The server's time at an instant of our own wall clock, provided the clock was not set since. */
  at(ownMs: number): number
  /** A lower bound of the server's time, epoch ms; -Infinity before the first token. */
  atLeast(): number
  /** Learns from a token, which was issued between the start and the end of its request, both by our wall clock. */
  learn(issuedAtMs: number, startedAtMs: number, endedAtMs: number): void
  /** Calls the listener after each `learn`. Returns a function that unsubscribes. */
  onLearned(listener: () => void): () => void
  /** Drops the lower bound, because an answer of the server contradicts it. */
  forget(): void
  /** Learns that this instant is not past for the server. */
  notYet(instantMs: number): void
}

/** If our clock is wrong, an expiry is noticed at most this late, ms. */
const longestDoubtMs = 32_000

export function createServerClock(clock: Clock): ServerClock {
  const listeners = new Set<() => void>()
  /** Add this to our wall clock. */
  let skewMs = 0
  /** The same moment by the server's clock and by our monotonic clock, which is never set. */
  let taught: { readonly serverMs: number; readonly monotonicMs: number } | undefined
  /** If we think an expiry is past and the server does not: how long before it we assume to be. Grows with each mistake. */
  let doubtMs = 2_000

  // The monotonic clock may stand still while the machine sleeps, so this is a lower bound.
  const atLeast = () => (taught ? taught.serverMs + clock.monotonic() - taught.monotonicMs : -Infinity)

  return {
    // A wall clock that was set back falls behind the lower bound.
    now: () => Math.max(clock.now() + skewMs, atLeast()),
    at: (ownMs) => ownMs + skewMs,
    atLeast,
    learn(issuedAtMs, startedAtMs, endedAtMs) {
      if (!(issuedAtMs > 0)) return
      // Count only a difference that a slow network cannot explain; `iat` is cut to the second.
      const behindMs = Math.max(0, issuedAtMs - endedAtMs)
      const aheadMs = Math.max(0, startedAtMs - issuedAtMs - 1_000)
      skewMs = behindMs - aheadMs
      taught = { serverMs: issuedAtMs, monotonicMs: clock.monotonic() }
      for (const listener of listeners) listener()
    },
    onLearned(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    forget() {
      taught = undefined
    },
    notYet(instantMs) {
      if (atLeast() >= instantMs) taught = undefined
      if (clock.now() + skewMs < instantMs) return
      skewMs = instantMs - doubtMs - clock.now()
      doubtMs = Math.min(doubtMs * 2, longestDoubtMs)
    },
  }
}

import type { Clock } from '../ports.js'

/** The server's time, as far as its answers tell. Our own wall clock may be wrong by years, and may be set at any time. */
export interface ServerClock {
  /** The best estimate of now, epoch ms. */
  now(): number
  /** The server's time at an instant of our own wall clock, as long as that was not set since. */
  at(ownMs: number): number
  /** What the server's time is at least, epoch ms; -Infinity while no token has taught it. */
  atLeast(): number
  /** Learns from a token: it was issued between the start and the end of its request, both by our wall clock. */
  learn(issuedAtMs: number, startedAtMs: number, endedAtMs: number): void
  /** Calls the listener whenever it has learned. Returns a function that stops. */
  onLearned(listener: () => void): () => void
  /** Unlearns the lower bound: what the server says contradicts it. */
  forget(): void
  /** Learns that the server does not consider this instant past. */
  notYet(instantMs: number): void
}

/** While in doubt an end is noticed this late, ms, at most. */
const longestDoubtMs = 32_000

export function createServerClock(clock: Clock): ServerClock {
  const listeners = new Set<() => void>()
  /** What to add to our wall clock. */
  let skewMs = 0
  /** A moment of the server's time and of our monotonic clock, which is never set. */
  let taught: { readonly serverMs: number; readonly monotonicMs: number } | undefined
  /** How far before an end that we thought past, but the server did not, we assume to be. Grows with each mistake. */
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
      // Only what no slow network explains counts; `iat` is cut to the second.
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

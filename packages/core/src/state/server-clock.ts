import type { Clock } from '../ports.js'

/** The server's time, as far as its answers tell. */
export interface ServerClock {
  /** Epoch ms. */
  now(): number
  /** Learns from a token: it was issued between the start and the end of its request. */
  learn(issuedAtMs: number, startedAtMs: number, endedAtMs: number): void
  /** Learns that the server does not yet consider this instant past. */
  notYet(instantMs: number): void
}

/** Within this the two clocks count as one: tokens tell whole seconds, and networks are uneven. */
const toleranceMs = 2_000
/** How far ahead of an end we thought past, but the server did not, we assume to be. */
const doubtMs = 30_000

export function createServerClock(clock: Clock): ServerClock {
  let skewMs = 0
  const now = () => clock.now() + skewMs
  return {
    now,
    learn(issuedAtMs, startedAtMs, endedAtMs) {
      // `iat` is cut to the second, so on average half of one is missing.
      const observed = issuedAtMs + 500 - (startedAtMs + endedAtMs) / 2
      skewMs = Math.abs(observed) > toleranceMs ? observed : 0
    },
    notYet(instantMs) {
      if (now() >= instantMs) skewMs = instantMs - doubtMs - clock.now()
    },
  }
}

import type { Clock } from '../ports.js'

/** The server's time, as far as its answers tell. */
export interface ServerClock {
  /** Epoch ms; that of an instant of our own clock, by default of this one. */
  now(ownMs?: number): number
  /** Learns from a token: it was issued between the start and the end of its request. */
  learn(issuedAtMs: number, startedAtMs: number, endedAtMs: number): void
  /** Learns that the server does not yet consider this instant past. */
  notYet(instantMs: number): void
  /** Whether a token has taught it, and nothing has contradicted since. */
  isSure(): boolean
}

/** While in doubt the server is asked this often, and an end is noticed this late, at most. */
const longestDoubtMs = 32_000

export function createServerClock(clock: Clock): ServerClock {
  let skewMs = 0
  /** How far before an end we thought past, but the server did not, we assume to be. Grows with each mistake. */
  let doubtMs = 2_000
  let isSure = false
  const now = (ownMs = clock.now()) => ownMs + skewMs
  return {
    now,
    learn(issuedAtMs, startedAtMs, endedAtMs) {
      // Only what no slow network explains counts; `iat` is cut to the second.
      const behindMs = Math.max(0, issuedAtMs - endedAtMs)
      const aheadMs = Math.max(0, startedAtMs - issuedAtMs - 1_000)
      skewMs = behindMs - aheadMs
      isSure = true
    },
    notYet(instantMs) {
      if (now() < instantMs) return
      skewMs = instantMs - doubtMs - clock.now()
      doubtMs = Math.min(doubtMs * 2, longestDoubtMs)
      isSure = false
    },
    isSure: () => isSure,
  }
}

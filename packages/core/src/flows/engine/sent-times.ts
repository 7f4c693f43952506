import { SessionError } from '../../errors.js'
import type { Clock } from '../../ports.js'

/** Codes and links live this long on the newest server (PROTOCOL.md §5.3). */
const codeLifetimeMs = 90_000
/** A code asked for again sooner than this is not sent: nobody reads that fast, and each costs a message. */
const resendAfterMs = 30_000

/** The times a UI counts down to, by this machine's clock, epoch ms. */
export interface SentTimes {
  /** Undefined while nothing was sent for this step. */
  readonly sentAtMs: number | undefined
  /** Before this nothing is sent again. */
  readonly resendAtMs: number | undefined
  readonly codeExpiresAtMs: number | undefined
}

export const sentTimes = (atMs: number | undefined): SentTimes => ({
  sentAtMs: atMs,
  resendAtMs: atMs && atMs + resendAfterMs,
  codeExpiresAtMs: atMs && atMs + codeLifetimeMs,
})

/** Stops what would send once more to somebody who has hardly had the time to read. */
export function refuseTooSoon(clock: Clock, lastAtMs: number | undefined): void {
  const leftMs = (sentTimes(lastAtMs).resendAtMs ?? 0) - clock.now()
  // A longer wait than any we ask for means that the clock was set back.
  if (leftMs > 0 && leftMs <= resendAfterMs) {
    throw new SessionError('too-soon', 'It was sent a moment ago', { retryAfterMs: leftMs })
  }
}

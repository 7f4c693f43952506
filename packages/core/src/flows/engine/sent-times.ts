import { SessionError } from '../../errors.js'
import type { Clock } from '../../ports.js'

/** Codes and links are valid this long on the newest server (PROTOCOL.md §5.3), ms. */
const codeLifetimeMs = 90_000
/** The time between two codes at least: people need time to read one, and each costs a message, ms. */
const resendAfterMs = 30_000

/** Times for a countdown in the UI, by this machine's clock, epoch ms. */
export interface SentTimes {
  /** Undefined until something was sent for this step. */
  readonly sentAtMs: number | undefined
  /** Earliest time to send again. */
  readonly resendAtMs: number | undefined
  readonly codeExpiresAtMs: number | undefined
}

export const sentTimes = (atMs: number | undefined): SentTimes => ({
  sentAtMs: atMs,
  resendAtMs: atMs && atMs + resendAfterMs,
  codeExpiresAtMs: atMs && atMs + codeLifetimeMs,
})

/** How long to wait before another message is sent, ms. */
export function resendWaitMs(clock: Clock, lastAtMs: number | undefined): number {
  const leftMs = (sentTimes(lastAtMs).resendAtMs ?? 0) - clock.now()
  // A longer wait than any of ours means that the clock was set back.
  return leftMs > 0 && leftMs <= resendAfterMs ? leftMs : 0
}

/** Throws `too-soon` if the last message was sent a moment ago. */
export function refuseTooSoon(clock: Clock, lastAtMs: number | undefined): void {
  const leftMs = resendWaitMs(clock, lastAtMs)
  if (leftMs > 0) {
    throw new SessionError('too-soon', 'It was sent a moment ago', { retryAfterMs: leftMs })
  }
}

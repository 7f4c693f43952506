import { SessionError } from '../errors.js'
import type { Clock } from '../ports.js'
import { jitter } from '../time/jitter.js'

/** Keeps us from asking for something again too soon after it failed. Keys are paths, see `backoffKey`. */
export interface Backoff {
  /** What asking failed with, and how long it still backs off; undefined when it may be asked for. */
  resting(key: string): { readonly error: SessionError; readonly leftMs: number } | undefined
  /** Notes a failure, and gives the error with the time to wait in it. */
  failed(key: string, error: SessionError): SessionError
  /** Notes an answer. The network is back then, too, for what failed for want of it. */
  succeeded(key: string): void
  /** Takes over what the server imposed on another tab. */
  adopt(key: string, untilMs: number): void
}

interface Rest {
  readonly untilMs: number
  readonly failures: number
  readonly error: SessionError
}

const firstRestMs = 1_000
/** The server's window ends with its minute; clocks differ, so we come this much later. */
const afterMinuteMs = 15_000
/** The server counts by the minute (PROTOCOL.md §1.7); no rest is longer. */
const longestRestMs = 60_000

const networkErrors = ['offline', 'timed-out']

interface BackoffNeeds {
  readonly clock: Clock
  /** The server told us to wait. It counts addresses, not tabs, so other tabs wait too. */
  readonly onImposed: (key: string, untilMs: number) => void
}

/** What is asked for at a path. A template that cannot be rendered must not close the others. */
export const backoffKey = (path: string, template: string | undefined): string =>
  template ? `${path} ${template}` : path

export function createBackoff({ clock, onImposed }: BackoffNeeds): Backoff {
  const rests = new Map<string, Rest>()

  const resting: Backoff['resting'] = (key) => {
    const rest = rests.get(key)
    const leftMs = (rest?.untilMs ?? 0) - clock.now()
    // A longer rest than any we make means that the clock was set back.
    if (!rest || leftMs <= 0 || leftMs > longestRestMs * 2) return undefined
    return { error: withDelay(rest.error, leftMs), leftMs }
  }

  return {
    resting,
    failed(key, error) {
      const failures = (rests.get(key)?.failures ?? 0) + 1
      const isImposed = error.code === 'rate-limited'
      // A global 429 hides behind a plain network error, so those back off ever longer too.
      const grownMs = Math.min(firstRestMs * 4 ** (failures - 1), longestRestMs)
      const imposedMs = error.retryAfterMs ?? 60_000 - (clock.now() % 60_000) + afterMinuteMs
      const delayMs = (isImposed ? imposedMs : grownMs) * jitter()
      // In whole ms: timers cut what is below.
      const untilMs = Math.ceil(clock.now() + delayMs)
      const told = withDelay(error, delayMs)
      rests.set(key, { untilMs, failures, error: told })
      if (isImposed) onImposed(key, untilMs)
      return told
    },
    succeeded(key) {
      rests.delete(key)
      for (const [other, { error }] of rests) if (networkErrors.includes(error.code)) rests.delete(other)
    },
    adopt(key, untilMs) {
      const known = rests.get(key)
      // One of ours that lasts longer stays.
      if (known && resting(key) && known.untilMs >= untilMs) return
      const error = new SessionError('rate-limited', 'Too many requests')
      rests.set(key, { untilMs, failures: known?.failures ?? 1, error })
    },
  }
}

const withDelay = (error: SessionError, retryAfterMs: number): SessionError =>
  new SessionError(error.code, error.message, { ...error, cause: error.cause, retryAfterMs })

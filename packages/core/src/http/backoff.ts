import { SessionError } from '../errors.js'
import type { Clock } from '../ports.js'
import { jitter } from '../time/jitter.js'

/** Prevents requests too soon after a failure. Keys are paths, see `backoffKey`. */
export interface Backoff {
  /** The last error, and how long the path still backs off; undefined if it may be requested. */
  resting(key: string): { readonly error: SessionError; readonly leftMs: number } | undefined
  /** Records a failure. Returns the error with the time to wait. */
  failed(key: string, error: SessionError): SessionError
  /** Records an answer. It also proves that the network is back, so it ends the backoff after network errors. */
  succeeded(key: string): void
  /** Adopts the backoff that the server imposed on another tab. */
  adopt(key: string, untilMs: number): void
}

interface Delay {
  readonly untilMs: number
  readonly failures: number
  readonly error: SessionError
}

const firstDelayMs = 1_000
/** The server's window ends with its minute; clocks differ, so wait this much longer. */
const afterMinuteMs = 15_000
/** The server counts by the minute (PROTOCOL.md §1.7), so no backoff is longer. */
const longestDelayMs = 60_000

const networkErrors = ['offline', 'timed-out']

interface BackoffNeeds {
  readonly clock: Clock
  /** The server told us to wait. It counts IP addresses, not tabs, so other tabs wait too. */
  readonly onImposed: (key: string, untilMs: number) => void
}

/** The key of a path. A template that cannot be rendered must not block the others. */
export const backoffKey = (path: string, template: unknown): string => (template ? `${path} ${template}` : path)

export function createBackoff({ clock, onImposed }: BackoffNeeds): Backoff {
  const delays = new Map<string, Delay>()

  const resting: Backoff['resting'] = (key) => {
    const delay = delays.get(key)
    const leftMs = (delay?.untilMs ?? 0) - clock.now()
    // A longer backoff than any we make means that the clock was set back.
    if (!delay || leftMs <= 0 || leftMs > longestDelayMs * 2) return undefined
    return { error: withDelay(delay.error, leftMs), leftMs }
  }

  return {
    resting,
    failed(key, error) {
      const failures = (delays.get(key)?.failures ?? 0) + 1
      const isImposed = error.code === 'rate-limited'
      // A global 429 may appear as a plain network error, so those back off longer each time too.
      const grownMs = Math.min(firstDelayMs * 4 ** (failures - 1), longestDelayMs)
      const imposedMs = error.retryAfterMs ?? 60_000 - (clock.now() % 60_000) + afterMinuteMs
      const delayMs = (isImposed ? imposedMs : grownMs) * jitter()
      // In whole ms: timers cut fractions.
      const untilMs = Math.ceil(clock.now() + delayMs)
      const told = withDelay(error, delayMs)
      delays.set(key, { untilMs, failures, error: told })
      if (isImposed) onImposed(key, untilMs)
      return told
    },
    succeeded(key) {
      delays.delete(key)
      for (const [other, { error }] of delays) if (networkErrors.includes(error.code)) delays.delete(other)
    },
    adopt(key, untilMs) {
      const known = delays.get(key)
      // Keep our own if it lasts longer.
      if (known && resting(key) && known.untilMs >= untilMs) return
      const error = new SessionError('rate-limited', 'Too many requests')
      delays.set(key, { untilMs, failures: known?.failures ?? 1, error })
    },
  }
}

const withDelay = (error: SessionError, retryAfterMs: number): SessionError =>
  new SessionError(error.code, error.message, { ...error, cause: error.cause, retryAfterMs })

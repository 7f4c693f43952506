import { SessionError } from '../errors.js'
import type { SharedFact } from '../model/tab-message.js'
import type { Clock } from '../ports.js'

/** Keeps us from asking a path again too soon after it failed. */
export interface Pauses {
  /** Throws what the path failed with, while it rests. */
  guard(path: string): void
  /** Notes how asking went, and gives the error with the time to wait in it. */
  failed(path: string, error: SessionError): SessionError
  succeeded(): void
  /** Takes over a rest the server imposed on another tab. */
  adopt(path: string, untilMs: number): void
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
/** Tabs and machines that were refused together must not come back together. */
const jitter = () => 1 + Math.random() / 4

interface PausesNeeds {
  readonly clock: Clock
  /** Tells other tabs: the server counts addresses, not tabs. */
  readonly tell: (fact: SharedFact) => void
}

export function createPauses({ clock, tell }: PausesNeeds): Pauses {
  const rests = new Map<string, Rest>()

  const resting = (error: SessionError, retryAfterMs: number) =>
    new SessionError(error.code, error.message, { ...error, cause: error.cause, retryAfterMs })

  return {
    guard(path) {
      const rest = rests.get(path)
      const leftMs = (rest?.untilMs ?? 0) - clock.now()
      // A longer rest than any we make means that the clock was set back.
      if (rest && leftMs > 0 && leftMs <= longestRestMs * 2) throw resting(rest.error, leftMs)
    },
    failed(path, error) {
      const failures = (rests.get(path)?.failures ?? 0) + 1
      const imposed = error.code === 'rate-limited'
      // A global 429 hides behind a plain network error, so those rest ever longer too.
      const grownMs = Math.min(firstRestMs * 4 ** (failures - 1), longestRestMs)
      const imposedMs = error.retryAfterMs ?? 60_000 - (clock.now() % 60_000) + afterMinuteMs
      const retryAfterMs = (imposed ? imposedMs : grownMs) * jitter()
      const told = resting(error, retryAfterMs)
      const untilMs = clock.now() + retryAfterMs
      rests.set(path, { untilMs, failures, error: told })
      if (imposed) tell({ type: 'resting', path, untilMs })
      return told
    },
    succeeded() {
      // The network is back, then; only what the server itself imposed still holds.
      for (const [path, { error }] of rests) if (error.code !== 'rate-limited') rests.delete(path)
    },
    adopt(path, untilMs) {
      rests.set(path, {
        untilMs,
        failures: 1,
        error: new SessionError('rate-limited', 'Too many requests'),
      })
    },
  }
}

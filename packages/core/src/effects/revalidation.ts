import type { SessionState } from '../model/session-state.js'
import type { Clock, Page } from '../ports.js'
import type { SessionStore } from '../state/session-store.js'

interface RevalidationNeeds {
  readonly store: SessionStore
  readonly clock: Clock
  readonly page: Page
  readonly intervalMs: number
  /** The one door to the server. */
  readonly retrieve: () => Promise<void>
}

/** Signals closer together than this are one. */
const quietMs = 2_000
const firstBackoffMs = 1_000
const longestBackoffMs = 60_000

/** Keeps the state true while the page is looked at, and heals it after failures. Returns a function that stops. */
export function startRevalidation({ store, clock, page, intervalMs, retrieve }: RevalidationNeeds): () => void {
  let timer: unknown
  let failures = 0
  let askedAtMs = Number.NEGATIVE_INFINITY
  let stopped = false

  const ask = () => {
    clock.clearTimeout(timer)
    askedAtMs = clock.monotonic()
    retrieve().then(
      () => {
        failures = 0
        plan()
      },
      () => {
        failures++
        plan()
      },
    )
  }

  const plan = () => {
    clock.clearTimeout(timer)
    const { state } = store.machine()
    const delayMs = failures > 0 ? backoff(state, failures) : state.status === 'signed-in' ? intervalMs : 0
    if (!stopped && delayMs > 0 && page.isVisible()) timer = clock.setTimeout(ask, delayMs)
  }

  const unlisten = page.listen((signal) => {
    if (signal === 'hidden') {
      clock.clearTimeout(timer)
    } else if (signal === 'online' || clock.monotonic() - askedAtMs >= quietMs) {
      ask()
    } else {
      plan()
    }
  })
  const unfollow = store.onTransition(({ before, after, event }) => {
    if (event.type === 'mutation-unsettled') failures++
    if (before.status !== after.status || event.type === 'mutation-unsettled') plan()
  })
  return () => {
    stopped = true
    unlisten()
    unfollow()
    clock.clearTimeout(timer)
  }

  function backoff(state: SessionState, count: number): number {
    const delayMs = Math.min(firstBackoffMs * 2 ** (count - 1), longestBackoffMs)
    // Jitter: clients that failed together must not come back together.
    return Math.max(delayMs * (0.5 + Math.random() / 2), state.error?.retryAfterMs ?? 0)
  }
}

import type { Clock, Page } from '../ports.js'
import type { SessionStore } from '../state/session-store.js'

interface RevalidationNeeds {
  readonly store: SessionStore
  readonly clock: Clock
  readonly page: Page
  readonly revalidateIntervalMs: number
  /** The one door to the server. */
  readonly retrieve: (urgent?: boolean) => Promise<void>
  /** Whether there is something to ask before any signal comes. */
  readonly atOnce: boolean
}

/** Signals closer together than this are one. */
const quietMs = 2_000
const firstBackoffMs = 1_000
const longestBackoffMs = 60_000

/** Keeps the state true while the page is looked at, and heals it after failures. Returns a function that stops. */
export function startRevalidation(needs: RevalidationNeeds): () => void {
  const { store, clock, page, revalidateIntervalMs, retrieve, atOnce } = needs
  let timer: unknown
  let failures = 0
  let askedAtMs = Number.NEGATIVE_INFINITY
  let stopped = false

  const delayMs = (): number => {
    const { status, error } = store.machine().state
    if (!failures) return status === 'signed-in' ? revalidateIntervalMs : 0
    const backoffMs = Math.min(firstBackoffMs * 2 ** failures, longestBackoffMs)
    // Jitter: clients that failed together must not come back together.
    return Math.max(backoffMs * (0.5 + Math.random() / 2), error?.retryAfterMs ?? 0)
  }

  const plan = () => {
    clock.clearTimeout(timer)
    const inMs = delayMs()
    if (!stopped && inMs && page.isVisible()) timer = clock.setTimeout(() => ask(), inMs)
  }

  const ask = (urgent?: boolean) => {
    clock.clearTimeout(timer)
    askedAtMs = clock.monotonic()
    retrieve(urgent)
      .then(
        () => 0,
        () => failures + 1,
      )
      .then((count) => {
        failures = count
        plan()
      })
  }

  const stops = [
    page.listen((signal) => {
      // Messages of other tabs may still be on their way: nothing is handed out before the server was heard.
      if (signal === 'resume') store.apply({ type: 'doubted' })
      const isUrgent = signal === 'resume' || signal === 'online'
      if (isUrgent || (signal !== 'hidden' && clock.monotonic() - askedAtMs >= quietMs)) ask(isUrgent)
      else plan()
    }),
    store.onTransition(({ before, after, event }) => {
      if (event.type === 'mutation-unsettled') failures++
      // An answer serves as ours, whichever tab asked for it.
      else if ('container' in event) askedAtMs = clock.monotonic()
      else if (before.status === after.status) return
      plan()
    }),
    () => clock.clearTimeout(timer),
  ]
  if (atOnce) ask()
  else plan()
  return () => {
    stopped = true
    for (const stop of stops) stop()
  }
}

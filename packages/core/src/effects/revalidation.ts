import type { Clock, Page, Stamps } from '../ports.js'
import type { SessionStore } from '../state/session-store.js'

interface RevalidationNeeds {
  readonly store: SessionStore
  readonly clock: Clock
  readonly stamps: Stamps
  readonly page: Page
  readonly revalidateIntervalMs: number
  /** The one door to the server. */
  readonly retrieve: (urgent?: boolean) => Promise<void>
  /** Whether there is something to ask before any signal comes. */
  readonly atOnce: boolean
}

/** Signals closer together than this are one. */
const quietMs = 2_000
/** When to ask again while the truth is in doubt, unless a failure says when. */
const retryMs = 5_000

/** Keeps the state true while the page is looked at, and heals it after failures. Returns a function that stops. */
export function startRevalidation(needs: RevalidationNeeds): () => void {
  const { store, clock, stamps, page, revalidateIntervalMs, retrieve, atOnce } = needs
  let timer: unknown
  let askedAtMs = -Infinity
  let stopped = false

  const plan = () => {
    clock.clearTimeout(timer)
    const { state, unsettled } = store.machine()
    const isSure = state.container && !state.stale && !unsettled
    const healMs = state.error?.retryAfterMs ?? retryMs
    const inMs = isSure ? (state.status === 'signed-in' ? revalidateIntervalMs : 0) : healMs
    if (!stopped && inMs && page.isVisible()) timer = clock.setTimeout(() => ask(), inMs)
  }

  const ask = (urgent?: boolean) => {
    clock.clearTimeout(timer)
    askedAtMs = clock.monotonic()
    retrieve(urgent)
      .catch(() => undefined)
      .finally(plan)
  }

  const stops = [
    page.listen((signal) => {
      // Messages of other tabs may still be on their way: nothing is handed out before the server was heard.
      if (signal === 'resume') store.apply({ type: 'doubted', stamp: stamps.next() })
      const isUrgent = signal === 'resume' || signal === 'online'
      if (isUrgent || (signal !== 'hidden' && clock.monotonic() - askedAtMs >= quietMs)) ask(isUrgent)
      else plan()
    }),
    store.onTransition(({ event }) => {
      // An answer serves as ours, whichever tab asked for it.
      if ('raw' in event) askedAtMs = clock.monotonic()
      if (event.type === 'foreign-change-ended' && event.doubt) ask()
      else plan()
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

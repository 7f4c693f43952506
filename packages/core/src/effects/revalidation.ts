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
/** When to try again after a failure that does not say. */
const retryMs = 5_000

/** Keeps the state true while the page is looked at, and heals it after failures. Returns a function that stops. */
export function startRevalidation(needs: RevalidationNeeds): () => void {
  const { store, clock, stamps, page, revalidateIntervalMs, retrieve, atOnce } = needs
  let timer: unknown
  let hasFailed = false
  let askedAtMs = Number.NEGATIVE_INFINITY

  const delayMs = (): number => {
    const { status, error } = store.machine().state
    if (hasFailed) return error?.retryAfterMs ?? retryMs
    return status === 'signed-in' ? revalidateIntervalMs : 0
  }

  const plan = () => {
    clock.clearTimeout(timer)
    const inMs = delayMs()
    if (inMs && page.isVisible()) timer = clock.setTimeout(() => ask(), inMs)
  }

  const ask = (urgent?: boolean) => {
    clock.clearTimeout(timer)
    askedAtMs = clock.monotonic()
    retrieve(urgent).catch(() => undefined)
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
      const isAnswer = 'raw' in event
      // An answer serves as ours, whichever tab asked for it.
      if (isAnswer) askedAtMs = clock.monotonic()
      else if (event.type !== 'retrieval-failed' && event.type !== 'mutation-unsettled') return
      hasFailed = !isAnswer
      plan()
    }),
    () => clock.clearTimeout(timer),
  ]
  if (atOnce) ask()
  else plan()
  return () => {
    for (const stop of stops) stop()
  }
}

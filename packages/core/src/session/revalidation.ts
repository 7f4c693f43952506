import type { Clock, Page } from '../ports.js'
import type { Scope } from '../scope.js'
import { jitter } from '../time/jitter.js'
import type { Stamps } from '../time/stamps.js'
import type { SessionStore } from './state/store.js'

interface RevalidationNeeds {
  readonly scope: Scope
  readonly store: SessionStore
  readonly clock: Clock
  readonly stamps: Stamps
  readonly page: Page
  readonly revalidateIntervalMs: number
  readonly retrieve: () => Promise<void>
  readonly restart: () => Promise<void>
}

/** Signals closer together than this cause one request, ms. */
const quietMs = 2_000
/** When to ask again while the state is uncertain, unless an error says when, ms. */
const firstRetryMs = 5_000
const longestRetryMs = 60_000
/** Visible windows must not ask in the same millisecond: the first answer serves all. Drawn again for each answer. */
const drawStretch = () => jitter(10)

/** Keeps the state current while the page is visible, and retries after failures. */
export function startRevalidation(needs: RevalidationNeeds): void {
  const { scope, store, clock, stamps, page, revalidateIntervalMs, retrieve, restart } = needs
  const timer = scope.timer(clock)
  /** The last request, on the monotonic clock; also one of another tab whose answer was applied here. */
  let askedAtMs = -Infinity
  let countedFromMs = clock.monotonic()
  let stretch = drawStretch()
  /** How many requests in a row left the state uncertain. */
  let vainTries = 0

  const delayMs = (): number => {
    const { state } = store.machine()
    if (store.isCertain() && !state.stale) {
      vainTries = 0
      return state.status === 'signed-in' ? revalidateIntervalMs * stretch : 0
    }
    const grownMs = Math.min(firstRetryMs * 2 ** Math.max(0, vainTries - 1), longestRetryMs)
    return state.error?.retryAfterMs ?? grownMs
  }

  const plan = () => {
    const waitMs = page.isVisible() ? delayMs() : 0
    // Count from the last request: events that plan again must not postpone it without end.
    const sinceMs = Math.min(clock.monotonic() - countedFromMs, waitMs)
    if (waitMs > 0) timer.set(ask, waitMs - sinceMs)
    else timer.clear()
  }

  const noteRequest = () => {
    askedAtMs = clock.monotonic()
    countedFromMs = askedAtMs
    stretch = drawStretch()
  }

  const ask = (isUrgent = false) => {
    timer.clear()
    noteRequest()
    vainTries++
    const asking = isUrgent ? restart() : retrieve()
    asking.catch(() => undefined).finally(plan)
  }

  scope.add(
    page.listen((signal) => {
      // Messages of other tabs may still be under way: return no token before the server answers.
      if (signal === 'resume') store.apply({ type: 'doubted', at: stamps.next() })
      const isUrgent = signal === 'resume' || signal === 'online'
      if (isUrgent || (signal !== 'hidden' && clock.monotonic() - askedAtMs >= quietMs)) ask(isUrgent)
      else plan()
    }),
  )
  scope.add(
    store.onTransition(({ event, outcome }) => {
      // An answer counts as ours, whichever tab requested it.
      if (event.type === 'answer-received' && outcome === 'applied') noteRequest()
      const isNowInDoubt = event.type === 'foreign-change-ended' && event.doubtedAt !== undefined
      if (isNowInDoubt || event.type === 'clock-set-back') ask()
      else plan()
    }),
  )
  if (store.isCertain() && !store.machine().state.stale) plan()
  else ask()
}

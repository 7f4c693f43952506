import { isSessionError, SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { createSingleFlight } from '../single-flight.js'
import type { Stamps } from '../time/stamps.js'
import type { Answer } from './state/machine.js'
import type { SessionStore } from './state/store.js'

export interface Retrieval {
  /** Fetches the session and publishes it. Calls made during a request share it. Failures are in the state. */
  retrieve(): Promise<void>
  /** The same, with a request that begins after this call, even during backoff. */
  refresh(): Promise<void>
  /** The same, at once: the network or the page is back, and an earlier request may never be answered. */
  restart(): Promise<void>
  /** The state may be out of date: mark it uncertain and fetch the session. */
  doubt(): Promise<void>
  /** Whether a request is under way. */
  isAsking(): boolean
  /** Sends a new request, whatever else is under way, and publishes nothing. */
  ask(): Promise<Answer>
}

interface RetrievalNeeds {
  readonly store: SessionStore
  readonly session: Endpoints['session']
  readonly stamps: Stamps
  /** Applies what other pages of this browser signed out, before an answer is used. */
  readonly heedSignOuts: () => void
}

/** How many requests are sent at most, when changes keep overtaking their answers. */
export const maxRequests = 4

export function createRetrieval({ store, session, stamps, heedSignOuts }: RetrievalNeeds): Retrieval {
  let urgentUntilSent = false

  const ask = async (isUrgent: boolean): Promise<Answer> => {
    const askedAt = stamps.next()
    const container = await session(isUrgent)
    const heardAt = stamps.next()
    heedSignOuts()
    // A stamp from before a clock set back orders nothing: it counts as older than everything.
    return { container, askedAt: stamps.isOfNow(askedAt) ? askedAt : 0, heardAt }
  }

  /** Whether an answer requested after this moment is shown. */
  const isAnswered = (since: number): boolean =>
    store.isCertain() && (store.machine().freshness.shown?.askedAt ?? 0) >= since

  const run = async (isUrgent: boolean): Promise<void> => {
    const since = stamps.next()
    for (let requests = 0; requests < maxRequests; requests++) {
      const askedAt = stamps.next()
      try {
        const outcome = store.apply({ type: 'answer-received', answer: await ask(isUrgent) })
        if (outcome === 'applied' || outcome === 'unchanged') return
        if (outcome === 'held') await store.whenIdle()
      } catch (error) {
        if (isSessionError(error)) store.apply({ type: 'retrieval-failed', error, askedAt })
        throw error
      }
      if (isAnswered(since)) return
    }
    throw new SessionError('unconfirmed', 'Changes of other tabs kept overtaking the answers')
  }

  const flight = createSingleFlight(
    () => {
      const isUrgent = urgentUntilSent
      urgentUntilSent = false
      return run(isUrgent)
    },
    { now: stamps.next, isOvertaken: (startedAt) => startedAt <= store.machine().freshness.doubtedAt },
  )

  return {
    retrieve: flight.join,
    refresh() {
      urgentUntilSent = true
      return flight.fresh()
    },
    restart() {
      urgentUntilSent = true
      return flight.restart()
    },
    doubt() {
      store.apply({ type: 'doubted', at: stamps.next() })
      return flight.join()
    },
    isAsking: flight.isRunning,
    ask: () => ask(true),
  }
}

import { isSessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import type { SessionContainer } from '../model/session.js'
import type { Stamps } from '../ports.js'
import type { SessionStore } from '../state/session-store.js'
import type { UnfinishedSignOut } from './unfinished-sign-out.js'

/** A session with the instant from which on it is known to be true. */
export interface Snapshot {
  readonly container: SessionContainer
  /** As the server sent it, for other tabs. */
  readonly raw: unknown
  readonly stamp: number
  /** When it came. */
  readonly heard: number
}

export interface Retrieval {
  /**
   * Asks for the session and publishes it. Calls made while one is under way share it. Failures are in the state.
   *
   * @param urgent asks even while asking rests after a failure
   */
  retrieve(urgent?: boolean): Promise<void>
  /** Brings a sign-out the server has yet to hear of to its end: what was promised comes before what is asked. */
  settleSignOut(): Promise<void>
  /** Asks anew, whatever else is under way, and publishes nothing. */
  fresh(): Promise<Snapshot>
}

interface RetrievalNeeds {
  readonly store: SessionStore
  readonly endpoints: Endpoints
  readonly stamps: Stamps
  readonly unfinishedSignOut: UnfinishedSignOut
}

interface Flight {
  readonly begun: number
  readonly done: Promise<void>
}

export function createRetrieval({ store, endpoints, stamps, unfinishedSignOut }: RetrievalNeeds): Retrieval {
  let flight: Flight | undefined

  const settleSignOut = (): Promise<void> =>
    unfinishedSignOut.finish().catch((error: unknown) => {
      if (unfinishedSignOut.isNoted()) throw error
    })

  const ask = async (urgent: boolean): Promise<Snapshot> => {
    // Or the account that was signed out here would come back.
    await settleSignOut()
    const stamp = stamps.next()
    return { ...(await endpoints.session(urgent)), stamp, heard: stamps.next() }
  }

  const run = async (begun: number, urgent: boolean): Promise<void> => {
    try {
      store.apply({ type: 'snapshot-received', ...(await ask(urgent)) })
    } catch (error) {
      if (isSessionError(error)) store.apply({ type: 'retrieval-failed', error, stamp: begun })
      throw error
    }
  }

  return {
    settleSignOut,
    fresh: () => ask(true),
    retrieve(urgent = false) {
      // One begun before what is known by now would bring what was true before.
      if (flight && flight.begun > store.machine().asOf) return flight.done
      const begun = stamps.next()
      const done = run(begun, urgent).finally(() => {
        if (flight?.begun === begun) flight = undefined
      })
      flight = { begun, done }
      return done
    },
  }
}

import { isRefusal, SessionError } from '../errors.js'
import type { SessionContainer } from '../model/session.js'
import type { SessionEvent } from '../model/session-state.js'
import type { Stamps } from '../ports.js'
import type { SessionStore } from '../state/session-store.js'
import type { Snapshot } from './retrieval.js'

/** A change asked of the server. */
export interface Mutation<T> {
  /** Shown as `pending` while it runs. */
  readonly kind: string
  readonly send: (signal: AbortSignal) => Promise<T>
  /** A later one of the same group makes those that have not started pointless. */
  readonly group?: string
  /** Tells from the session whether the change took place, for when no answer came. */
  readonly landed?: ((container: SessionContainer) => boolean) | undefined
}

export interface Mutations {
  /** Runs after those before it; settles when the state shows the outcome. */
  run<T>(mutation: Mutation<T>): Promise<T>
  /** Drops all that wait and disowns the one under way: what follows decides. */
  overtake(): void
}

interface MutationNeeds {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly fresh: (signal: AbortSignal) => Promise<Snapshot>
  readonly settleSignOut: () => Promise<void>
}

interface Job {
  readonly group: string | undefined
  readonly start: () => Promise<void>
  readonly supersede: () => void
}

interface Running {
  overtaken: boolean
  readonly controller: AbortController
}

const superseded = () => new SessionError('superseded', 'A later change took its place')

export function createMutations({ store, stamps, fresh, settleSignOut }: MutationNeeds): Mutations {
  let waiting: Job[] = []
  let running: Running | undefined

  const perform = async <T>({ kind, send, landed }: Mutation<T>, self: Running): Promise<T> => {
    const unlessOvertaken = (event: SessionEvent) => {
      if (self.overtaken) throw superseded()
      store.apply(event)
    }
    unlessOvertaken({ type: 'mutation-started', kind })
    let failure: SessionError | undefined
    const { signal } = self.controller
    const ready = kind === 'sign-out' ? Promise.resolve() : settleSignOut()
    const result = await ready
      .then(() => send(signal))
      .catch((error: SessionError) => {
        failure = error
      })
    if (isRefusal(failure)) {
      unlessOvertaken({ type: 'mutation-refused', error: failure, stamp: stamps.next() })
      throw failure
    }
    // With an answer or without: only the session itself tells what is true now (PROTOCOL.md §3.2).
    const settledAt = stamps.next()
    const snapshot = await fresh(signal)
      .catch(() => fresh(signal))
      .catch((cause: SessionError) => {
        const error = new SessionError('unconfirmed', 'The change could not be confirmed', { cause: failure ?? cause })
        unlessOvertaken({ type: 'mutation-unsettled', error, stamp: settledAt })
        throw error
      })
    if (landed?.(snapshot.container)) failure = undefined
    unlessOvertaken({ type: 'mutation-committed', ...snapshot, error: failure })
    if (failure) throw failure
    return result as T
  }

  const next = () => {
    if (running) return
    void waiting.shift()?.start()
  }

  return {
    run<T>(mutation: Mutation<T>) {
      return new Promise<T>((resolve, reject) => {
        const supersede = () => reject(superseded())
        if (mutation.group) {
          for (const job of waiting) if (job.group === mutation.group) job.supersede()
          waiting = waiting.filter((job) => job.group !== mutation.group)
        }
        waiting.push({
          group: mutation.group,
          supersede,
          async start() {
            const self = { overtaken: false, controller: new AbortController() }
            running = self
            await perform(mutation, self).then(resolve, reject)
            if (running === self) running = undefined
            next()
          },
        })
        next()
      })
    },
    overtake() {
      for (const job of waiting) job.supersede()
      waiting = []
      if (!running) return
      running.overtaken = true
      running.controller.abort()
    },
  }
}

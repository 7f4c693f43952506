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
  readonly send: () => Promise<T>
  /** A later one of the same group makes those that have not started pointless. */
  readonly group?: string
  /** Tells from the session whether the change took place, for when no answer came. */
  readonly landed?: ((container: SessionContainer) => boolean) | undefined
}

export interface Mutations {
  /** Runs after those before it; settles when the state shows the outcome. */
  run<T>(mutation: Mutation<T>): Promise<T>
  /** Drops all that wait and disowns the one under way, sign-outs excepted: what follows decides. */
  overtake(): void
}

interface MutationNeeds {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly fresh: () => Promise<Snapshot>
  readonly settleSignOut: () => Promise<void>
}

interface Job {
  readonly kind: string
  readonly group: string | undefined
  readonly start: () => Promise<void>
  readonly supersede: () => void
}

const superseded = () => new SessionError('superseded', 'A later change replaced it')

export function createMutations({ store, stamps, fresh, settleSignOut }: MutationNeeds): Mutations {
  let waiting: readonly Job[] = []
  let running: Job | undefined

  /** The session, begun later than all that is known of it: another tab may have signed out meanwhile. */
  const current = async (): Promise<Snapshot> => {
    const snapshot = await fresh()
    return snapshot.stamp > store.machine().asOf ? snapshot : fresh()
  }

  const perform = async <T>({ kind, send, landed }: Mutation<T>, isOvertaken: () => boolean): Promise<T> => {
    const unlessOvertaken = (event: SessionEvent) => {
      if (isOvertaken()) throw superseded()
      store.apply(event)
    }
    unlessOvertaken({ type: 'mutation-started', kind })
    let failure: SessionError | undefined
    const ready = kind === 'sign-out' ? Promise.resolve() : settleSignOut()
    const result = await ready.then(send).catch((error: SessionError) => {
      failure = error
    })
    const refusal = isRefusal(failure) && failure.status !== 429 ? failure : undefined
    if (refusal) {
      unlessOvertaken({ type: 'mutation-refused', error: refusal })
      throw refusal
    }
    if (isOvertaken()) throw superseded()
    // With an answer or without: only the session itself tells what is true now (PROTOCOL.md §3.2).
    const settledAt = stamps.next()
    const unheard = failure && kind === 'sign-out' ? Promise.reject(failure) : current()
    const snapshot = await unheard.catch((cause: SessionError) => {
      const error = new SessionError('unconfirmed', 'Not confirmed', { cause: failure ?? cause })
      unlessOvertaken({ type: 'mutation-unsettled', error, stamp: settledAt })
      throw error
    })
    try {
      if (landed?.(snapshot.container)) failure = undefined
    } catch {
      // A question that cannot be answered leaves the failure as it is.
    }
    unlessOvertaken({ type: 'mutation-committed', ...snapshot, error: failure })
    if (failure) throw failure
    return result as T
  }

  const next = () => {
    if (running) return
    ;[running, ...waiting] = waiting as [Job?, ...Job[]]
    void running?.start()
  }

  /** Rejects those that wait and are not kept. */
  const keep = (isKept: (job: Job) => boolean) => {
    for (const job of waiting) if (!isKept(job)) job.supersede()
    waiting = waiting.filter(isKept)
  }

  return {
    run<T>(mutation: Mutation<T>) {
      const { kind, group } = mutation
      return new Promise<T>((resolve, reject) => {
        let overtaken = false
        const supersede = () => {
          overtaken = true
          reject(superseded())
        }
        const start = async () => {
          await perform(mutation, () => overtaken).then(resolve, reject)
          running = undefined
          next()
        }
        if (group) keep((job) => job.group !== group)
        waiting = [...waiting, { kind, group, supersede, start }]
        next()
      })
    },
    overtake() {
      const isSignOut = ({ kind }: Job) => kind === 'sign-out'
      keep(isSignOut)
      // Its request goes on: one cut off might still be carried out, after the sign-out that follows.
      if (running && !isSignOut(running)) running.supersede()
    },
  }
}

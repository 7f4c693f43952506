import type { Clock } from '../ports.js'
import type { Scope } from '../scope.js'
import type { SessionStore } from '../session/state/store.js'
import type { Stamps } from '../time/stamps.js'

/** Token calls wait while another tab changes something, but only up to a bound: a tab may die or freeze. */
export interface Holds {
  start(message: { readonly from: string; readonly sentAt: number; readonly sessionId: string | undefined }): void
  /** `doubtedAt`: the outcome of the change is not known. */
  end(from: string, sentAt: number, doubtedAt?: number): void
  /** Ends the holds of other browser sessions. */
  keepOnlyOf(sessionId: string | undefined): void
}

/** How long a tab waits for the outcome of another tab's change before it asks the server itself, ms. */
const longestHoldMs = 5_000

interface HoldsNeeds {
  readonly scope: Scope
  readonly store: SessionStore
  readonly clock: Clock
  readonly stamps: Stamps
}

export function createHolds({ scope, store, clock, stamps }: HoldsNeeds): Holds {
  const held = new Map<
    string,
    { readonly sentAt: number; readonly sessionId: string | undefined; readonly timer: unknown }
  >()
  /** When each tab last published an outcome. Ignore an announcement that arrives after its outcome. */
  const endedAt = new Map<string, number>()

  const release = (from: string, doubtedAt: number | undefined) => {
    const hold = held.get(from)
    if (!hold) return
    clock.clearTimeout(hold.timer)
    held.delete(from)
    store.apply({ type: 'foreign-change-ended', from, ...(doubtedAt !== undefined && { doubtedAt }) })
  }

  scope.add(() => {
    // After a stop we do not receive the outcome.
    for (const from of [...held.keys()]) release(from, stamps.next())
  })

  return {
    start({ from, sentAt, sessionId }) {
      const ended = endedAt.get(from) ?? 0
      if (stamps.isOfNow(ended) && sentAt <= ended) return
      clock.clearTimeout(held.get(from)?.timer)
      // Only the server knows whether a silent tab changed something.
      const timer = clock.setTimeout(() => release(from, stamps.next()), longestHoldMs)
      clock.unref?.(timer)
      held.set(from, { sentAt, sessionId, timer })
      store.apply({ type: 'foreign-change-started', from })
    },
    end(from, sentAt, doubtedAt) {
      const ended = endedAt.get(from) ?? 0
      endedAt.set(from, stamps.isOfNow(ended) ? Math.max(ended, sentAt) : sentAt)
      // A late or repeated outcome must not end a change announced after it.
      const hold = held.get(from)
      if (hold && !(stamps.isOfNow(hold.sentAt) && sentAt < hold.sentAt)) release(from, doubtedAt)
      else if (doubtedAt !== undefined) store.apply({ type: 'doubted', at: doubtedAt })
    },
    keepOnlyOf(sessionId) {
      if (sessionId === undefined) return
      for (const [from, hold] of held) if (![sessionId, undefined].includes(hold.sessionId)) release(from, undefined)
    },
  }
}

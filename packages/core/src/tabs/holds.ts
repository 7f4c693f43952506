import type { Clock } from '../ports.js'
import type { Scope } from '../scope.js'
import type { SessionStore } from '../session/store.js'
import type { Stamps } from '../time/stamps.js'

/** Tokens are held back while another tab changes something, never longer than a bound: a tab may die or freeze. */
export interface Holds {
  start(message: { readonly from: string; readonly sentAt: number; readonly sessionId: string | undefined }): void
  /** `doubtedAt`: it is not known what became of the change. */
  end(from: string, sentAt: number, doubtedAt?: number): void
  /** Changes of another browser session hold nothing back. */
  keepOnlyOf(sessionId: string | undefined): void
}

/** How long a tab waits for the outcome of a change another tab announced, before it asks the server itself, ms. */
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
  /** When each tab last told of an outcome: an announcement that arrives after its outcome announces nothing. */
  const endedAt = new Map<string, number>()

  const release = (from: string, doubtedAt: number | undefined) => {
    const hold = held.get(from)
    if (!hold) return
    clock.clearTimeout(hold.timer)
    held.delete(from)
    store.apply({ type: 'foreign-change-ended', from, ...(doubtedAt !== undefined && { doubtedAt }) })
  }

  scope.add(() => {
    // After a stop the outcome is not heard.
    for (const from of [...held.keys()]) release(from, stamps.next())
  })

  return {
    start({ from, sentAt, sessionId }) {
      const ended = endedAt.get(from) ?? 0
      if (stamps.isOfNow(ended) && sentAt <= ended) return
      clock.clearTimeout(held.get(from)?.timer)
      // Whether a tab that fell silent changed something, only the server knows.
      const timer = clock.setTimeout(() => release(from, stamps.next()), longestHoldMs)
      clock.unref?.(timer)
      held.set(from, { sentAt, sessionId, timer })
      store.apply({ type: 'foreign-change-started', from })
    },
    end(from, sentAt, doubtedAt) {
      const ended = endedAt.get(from) ?? 0
      endedAt.set(from, stamps.isOfNow(ended) ? Math.max(ended, sentAt) : sentAt)
      // One that comes late or again does not end what was announced after it.
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

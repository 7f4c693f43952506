import type { Owner, Timeline } from '../../world/timeline.js'
import type { Violate } from '../violation.js'

/** The maximum time of requests started before `stop`, and of calls that do not end with it. */
const settledMs = 40_000

interface IdlenessNeeds {
  readonly timeline: Pick<Timeline, 'now'>
  /** Whether it has a pending call. */
  readonly isAsked: (owner: Owner) => boolean
  readonly violate: Violate
}

/** Invariant (g): a stopped client without calls sends no requests. */
export function watchIdleness({ timeline, isAsked, violate }: IdlenessNeeds) {
  const busyMs = new Map<Owner, number>()
  return {
    /** It runs, or has a call. */
    busy: (owner: Owner) => busyMs.set(owner, timeline.now()),
    onRequest(owner: Owner, { pathname }: URL) {
      const idleMs = timeline.now() - (busyMs.get(owner) ?? timeline.now())
      if (idleMs <= settledMs || isAsked(owner)) return
      violate('g: something left after stop', `${owner.name} sends ${pathname}, idle for ${idleMs} ms`)
    },
  }
}

import type { Network } from '../../world/network.js'
import type { Owner, Timeline } from '../../world/timeline.js'
import {
  brokenRequestsPerMinute,
  costOf,
  mostRequestsPerMinute,
  quietRequestsPerMinute,
  type Stir,
  stirredMs,
} from '../bounds.js'
import type { Violate } from '../violation.js'

const roomPaths = /^\/(organizations|notifications)/

interface RequestNeeds {
  readonly timeline: Pick<Timeline, 'now'>
  readonly network: () => Pick<Network, 'isBroken'>
  readonly violate: Violate
}

interface Stirred {
  readonly atMs: number
  readonly cost: number
}

/**
 * Invariant (e): requests of each tab in any minute stay under their bound; those of rooms under the same, apart. Events of a tab raise its bound for a while, up
 * to a fixed maximum.
 */
export function watchRequests({ timeline, network, violate }: RequestNeeds) {
  /** By tab: of the session, and of what its rooms show. */
  const requests = { session: new Map<Owner, readonly number[]>(), rooms: new Map<Owner, readonly number[]>() }
  const stirs = new Map<Owner, readonly Stirred[]>()

  const limitOf = (owner: Owner): number => {
    const recent = (stirs.get(owner) ?? []).filter(({ atMs }) => atMs > timeline.now() - stirredMs)
    stirs.set(owner, recent)
    const allowed = network().isBroken() ? brokenRequestsPerMinute : quietRequestsPerMinute
    const cost = recent.reduce((sum, stir) => sum + stir.cost, allowed)
    return Math.min(cost, mostRequestsPerMinute)
  }

  return {
    stir(owner: Owner, what: Stir) {
      stirs.set(owner, [...(stirs.get(owner) ?? []), { atMs: timeline.now(), cost: costOf[what] }])
    },
    onRequest(owner: Owner, { pathname }: URL) {
      const nowMs = timeline.now()
      const known = roomPaths.test(pathname) ? requests.rooms : requests.session
      const times = [...(known.get(owner) ?? []).filter((at) => at > nowMs - 60_000), nowMs]
      known.set(owner, times)
      const limit = limitOf(owner)
      if (times.length > limit) {
        violate('e: too many requests', `${owner.name}: ${times.length} in a minute, ${limit} allowed`)
      }
    },
  }
}

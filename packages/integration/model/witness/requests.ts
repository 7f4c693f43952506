import { requestsPerMinute } from '../bounds.js'
import type { Tab } from '../tab.js'
import type { Timeline } from '../timeline.js'
import type { Violate } from './violation.js'

interface RequestNeeds {
  readonly timeline: Timeline
  readonly tabs: readonly Tab[]
  readonly violate: Violate
}

/** Invariant (e): requests of the whole browser in any minute stay under their bound. */
export function watchRequests({ timeline, tabs, violate }: RequestNeeds) {
  const requestTimes: number[] = []
  const stirTimes: number[] = []
  return {
    /** A call or a signal, which may cost a handful. */
    stir: () => stirTimes.push(timeline.now()),
    onRequest() {
      const nowMs = timeline.now()
      requestTimes.push(nowMs)
      const inLastMinute = requestTimes.filter((at) => at > nowMs - 60_000).length
      const stirs = stirTimes.filter((at) => at > nowMs - 150_000).length
      const limit = requestsPerMinute(tabs.length, stirs)
      if (inLastMinute > limit) violate('e: too many requests', `${inLastMinute} in a minute, ${limit} allowed`)
    },
  }
}

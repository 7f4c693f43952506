import type { SessionError } from '@wachter/core'
import type { Network } from '../world/network.js'
import type { Setting } from '../world/setting.js'
import type { Tab } from '../world/tab.js'
import type { Owner, Timeline } from '../world/timeline.js'
import { boundMs, type CallKind, mostActions } from './bounds.js'
import type { Violate } from './violation.js'

export interface Call {
  readonly tab: Tab
  readonly name: string
  readonly kind: CallKind
  readonly startedMs: number
  readonly startedActiveMs: number
  /** A server moment. */
  readonly startedAt: number
}

interface CallNeeds {
  readonly timeline: Pick<Timeline, 'now'>
  readonly network: () => Pick<Network, 'lastTroubleMs' | 'isOnline'>
  readonly setting: Setting
  readonly moment: () => number
  readonly violate: Violate
}

/** The maximum backoff of a path after a failure. */
const longestBackoffMs = 90_000

/** `getToken` waits for a backoff that ends sooner. */
const patienceMs = 20_000

const asksForNoChange: readonly CallKind[] = ['token', 'refetch', 'api']

/** Invariant (b): every promise settles within its bound. */
export function watchCalls({ timeline, network, setting, moment, violate }: CallNeeds) {
  const open = new Set<Call>()

  return {
    begin(tab: Tab, kind: CallKind, name: string): Call {
      const call = { tab, kind, name, startedMs: timeline.now(), startedActiveMs: tab.activeMs(), startedAt: moment() }
      open.add(call)
      return call
    },
    end: (call: Call) => open.delete(call),
    /** If a call fails with a temporary error, something must be wrong with the network or the server. */
    failed({ tab, kind, name, startedMs, startedActiveMs }: Call, { code, retryable, retryAfterMs = 0 }: SessionError) {
      const wasFrozen = timeline.now() - startedMs > tab.activeMs() - startedActiveMs
      if (!retryable || kind === 'sign-out' || wasFrozen || setting.limits || !network().isOnline()) return
      const calmMs = startedMs - network().lastTroubleMs()
      const waits = kind === 'token' && calmMs > 0 && retryAfterMs > 0 && retryAfterMs < patienceMs
      if (calmMs <= longestBackoffMs && !waits) return
      violate('b: a call held back by what does not concern it', `${tab.name} ${name} rejects with ${code}`)
    },
    isAsked: (owner: Owner) => [...open].some(({ tab }) => tab === owner),
    /** Whether a change of the tab is pending. */
    isChanging: (tab: Tab) => [...open].some((call) => call.tab === tab && !asksForNoChange.includes(call.kind)),
    /** Whether no further action of the tab is to begin. */
    isQueueing: (tab: Tab) =>
      [...open].filter((call) => call.tab === tab && call.kind === 'action').length >= mostActions,
    isAnyOpen: () => [...open].some(({ tab }) => !tab.dead),
    check() {
      for (const call of open) {
        if (call.tab.dead) continue
        const limit = boundMs[call.kind]
        const waitedMs = call.tab.activeMs() - call.startedActiveMs
        if (waitedMs <= limit) continue
        open.delete(call)
        violate('b: a promise that does not settle', `${call.tab.name} ${call.name}, ${waitedMs} ms of ${limit}`)
      }
    },
    checkEnd() {
      for (const { tab, name } of open) {
        if (!tab.dead) violate('b: a promise that does not settle', `${tab.name} ${name} is open at the end`)
      }
    },
  }
}

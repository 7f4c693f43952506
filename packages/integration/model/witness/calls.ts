import { boundMs, type CallKind } from '../bounds.js'
import type { Tab } from '../tab.js'
import type { Owner } from '../timeline.js'
import type { Violate } from './violation.js'

export interface Call {
  readonly tab: Tab
  readonly name: string
  readonly kind: CallKind
  readonly startedActiveMs: number
  readonly disturbancesBefore: number
}

interface CallNeeds {
  /** How often the server's truth has changed. */
  readonly changes: () => number
  readonly violate: Violate
}

/** Invariant (b): every promise settles within its bound. */
export function watchCalls({ changes, violate }: CallNeeds) {
  const open = new Set<Call>()
  const disturbances = new Map<Owner, number>()
  const disturb = (owner: Owner) => disturbances.set(owner, (disturbances.get(owner) ?? 0) + 1)
  const disturbed = (owner: Owner) => (disturbances.get(owner) ?? 0) + changes()

  return {
    disturb,
    begin(tab: Tab, kind: CallKind, name: string): Call {
      if (kind !== 'token' && kind !== 'refetch') disturb(tab)
      const call = { tab, kind, name, startedActiveMs: tab.activeMs(), disturbancesBefore: disturbed(tab) }
      open.add(call)
      return call
    },
    end: (call: Call) => open.delete(call),
    /** Whether a change it asked for is under way. */
    isChanging: (tab: Tab) =>
      [...open].some((call) => call.tab === tab && call.kind !== 'token' && call.kind !== 'refetch'),
    check() {
      for (const call of open) {
        if (call.tab.dead) continue
        const limit = boundMs(call.kind, disturbed(call.tab) - call.disturbancesBefore)
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

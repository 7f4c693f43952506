import { longestChannelMs } from '../channels.js'
import { keyOf, type WatchedServer } from '../server.js'
import { type Tab, tupleOf } from '../tab.js'
import type { Owner, Timeline } from '../timeline.js'
import type { Times } from '../times.js'
import type { Violate } from './violation.js'

/** A change whose end a tab has reported: tokens of eras before it are void from then on. */
interface Report {
  readonly tab: Tab
  readonly era: number
  /** From when on other tabs are bound by it. */
  readonly bindsOthersAtMs: number
}

/** How long other tabs hold their tokens back for a change before they ask the server themselves. */
const holdMs = 5_000

interface TokenNeeds {
  readonly timeline: Timeline
  readonly times: Times
  readonly server: WatchedServer
  readonly trace: (line: string) => void
  readonly violate: Violate
}

/** Invariant (a): a token belongs to the context current in its tab, and to none whose end was reported. */
export function watchTokens({ timeline, times, server, trace, violate }: TokenNeeds) {
  const reports: Report[] = []
  const lastSessionEra = new Map<Owner, number>()
  const lastAnnouncedMs = new Map<Owner, number>()
  const deliveredAtMs = new Map<string, number>()
  let clockWasMoved = false

  return {
    clockMoved() {
      clockWasMoved = true
    },
    onAnswer(owner: Owner, path: string, era: number, token: string | undefined) {
      if (path === '/session') lastSessionEra.set(owner, era)
      if (token) deliveredAtMs.set(token, timeline.now())
    },
    onAnnounced: (owner: Owner) => lastAnnouncedMs.set(owner, timeline.now()),
    /** A change of this tab has resolved. */
    changed(tab: Tab, name: string) {
      const era = lastSessionEra.get(tab) ?? 0
      trace(`${tab.name} ${name} ✓ era ${era}`)
      // Who waited longer than the hold asked the server, perhaps before it had acted; the news is on its way.
      const tookMs = timeline.now() - (lastAnnouncedMs.get(tab) ?? 0)
      const delayMs = tookMs < holdMs ? 0 : longestChannelMs
      reports.push({ tab, era, bindsOthersAtMs: timeline.now() + delayMs })
    },
    check(tab: Tab, token: string) {
      const minted = server.minted(token)
      if (!minted) return violate('a: a token of another context', `${tab.name}: the server never minted it`)
      const { era, claims } = minted
      const shown = tupleOf(tab.client)
      const claimed = { ...era.tuple, organizationId: claims.organization, workspaceId: claims.workspace }
      trace(`${tab.name} token of era ${era.number} ${era.key}`)
      if (keyOf(shown) !== era.key || keyOf(claimed as typeof shown) !== era.key) {
        violate('a: a token of another context', `${tab.name} shows ${keyOf(shown)}, the token is of ${era.key}`)
      }
      const lastEra = server.lastEraOf(era.key)?.number ?? -1
      for (const report of reports) {
        const binds = report.tab === tab || (tab.isRunning() && timeline.now() >= report.bindsOthersAtMs)
        if (!binds || lastEra >= report.era) continue
        violate(
          'a: a token of an ended era',
          `${tab.name} got one of era ${era.number} ${era.key} after ${report.tab.name} had reported era ${report.era}`,
        )
      }
      const wasHeld = (deliveredAtMs.get(token) ?? timeline.now()) < timeline.now()
      if (wasHeld && !clockWasMoved && times.server() >= minted.expiresAtMs) {
        violate('a: a dead token', `${tab.name} got one that ended ${times.server() - minted.expiresAtMs} ms ago`)
      }
    },
  }
}

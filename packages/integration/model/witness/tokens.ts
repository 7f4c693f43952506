import { longestChannelMs } from '../channels.js'
import { keyOf, type Tuple, type WatchedServer } from '../server.js'
import { type Tab, tupleOf } from '../tab.js'
import type { Owner, Timeline } from '../timeline.js'
import type { Times } from '../times.js'
import type { Violate } from './violation.js'

/** A change whose end a tab has reported: tokens of eras before it are void from then on. */
interface Report {
  readonly tab: Tab
  readonly era: number
  readonly announcedAtMs: number
  /** From when on other tabs are bound by it. */
  readonly bindsOthersAtMs: number
}

/** What a token tells: two sign-ins of one user in one place are the same to it. */
const identityOf = (tuple: Tuple | undefined): string => keyOf(tuple && { ...tuple, signInId: '' })

/** How long other tabs hold their tokens back for a change before they ask the server themselves. */
const holdMs = 5_000

interface TokenNeeds {
  readonly timeline: Timeline
  readonly times: Times
  readonly server: WatchedServer
  readonly trace: (line: string) => void
  readonly slowMessages: boolean
  readonly violate: Violate
}

/** Invariant (a): a token belongs to the context current in its tab, and to none whose end was reported. */
export function watchTokens({ timeline, times, server, trace, slowMessages, violate }: TokenNeeds) {
  const reports: Report[] = []
  const lastSessionEra = new Map<Owner, number>()
  const lastAnnouncedMs = new Map<Owner, number>()
  const deliveredAtMs = new Map<string, number>()
  const heardAtMs = new Map<string, number>()
  let clockWasMoved = false

  const lineOf = (owner: Owner, from: Owner) => `${from.name} ${owner.name}`
  const binds = ({ tab: from, announcedAtMs, bindsOthersAtMs }: Report, tab: Tab): boolean => {
    if (from === tab) return true
    if (!tab.isRunning()) return false
    const heard = heardAtMs.get(lineOf(tab, from)) ?? Number.NEGATIVE_INFINITY
    return slowMessages ? heard >= announcedAtMs : timeline.now() >= bindsOthersAtMs
  }

  return {
    clockMoved() {
      clockWasMoved = true
    },
    onAnswer(owner: Owner, path: string, era: number, token: string | undefined) {
      if (path === '/session') lastSessionEra.set(owner, era)
      if (token) deliveredAtMs.set(token, timeline.now())
    },
    onHeard: (owner: Owner, from: Owner) => heardAtMs.set(lineOf(owner, from), timeline.now()),
    onAnnounced: (owner: Owner) => lastAnnouncedMs.set(owner, timeline.now()),
    /** A change of this tab has resolved. */
    changed(tab: Tab, name: string) {
      const era = lastSessionEra.get(tab) ?? 0
      trace(`${tab.name} ${name} ✓ era ${era}`)
      // Who waited longer than the hold asked the server, perhaps before it had acted; the news is on its way.
      const announcedAtMs = lastAnnouncedMs.get(tab) ?? 0
      const tookMs = timeline.now() - announcedAtMs
      // One that does not run has no line to the others; they ask the server in their own time.
      const delayMs = !tab.isRunning() ? Number.POSITIVE_INFINITY : tookMs < holdMs ? 0 : longestChannelMs
      reports.push({ tab, era, announcedAtMs, bindsOthersAtMs: timeline.now() + delayMs })
    },
    check(tab: Tab, token: string) {
      const minted = server.minted(token)
      if (!minted) return violate('a: a token of another context', `${tab.name}: the server never minted it`)
      const { era, claims } = minted
      const shown = tupleOf(tab.client)
      const claimed = { ...era.tuple, organizationId: claims.organization, workspaceId: claims.workspace }
      trace(`${tab.name} token of era ${era.number} ${era.key}`)
      const whose = identityOf(era.tuple)
      if (identityOf(shown) !== whose || identityOf(claimed as typeof shown) !== whose) {
        violate('a: a token of another context', `${tab.name} shows ${keyOf(shown)}, the token is of ${era.key}`)
      }
      const lastEra = server.lastEraOf(era.key)?.number ?? -1
      for (const report of reports) {
        if (!binds(report, tab) || lastEra >= report.era) continue
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

import type { SaidMessage } from '../../world/channels.js'
import type { HeardAnswer } from '../../world/network.js'
import { identityOf, keyOf, type Tuple, type WatchedServer } from '../../world/server.js'
import { contextKeyOf, type Tab, tupleOf } from '../../world/tab.js'
import type { Owner, Timeline } from '../../world/timeline.js'
import type { Times } from '../../world/times.js'
import type { Call } from '../calls.js'
import type { Knowledge } from '../knowledge.js'
import { announcesChange } from '../messages.js'
import type { Violate } from '../violation.js'
import type { Roles } from './roles.js'

/** A change whose completion a tab has reported: tokens of earlier eras are invalid from then on. */
interface Report {
  readonly tab: Tab
  readonly era: number
  /** When it was announced; undefined if it was not. */
  readonly announcedAt: number | undefined
}

interface Heard {
  readonly from: Owner
  readonly said: number
  readonly heard: number
}

interface TokenNeeds {
  readonly timeline: Timeline
  readonly times: Times
  readonly server: WatchedServer
  readonly knowledge: Knowledge
  readonly roles: Roles
  readonly trace: (line: string) => void
  readonly violate: Violate
}

/**
 * Invariant (a): a token belongs to the current context of its tab, never to one whose end the tab knows. A tab knows what
 * it was told, and must assume that an announced change has happened until it has asked the server.
 */
export function watchTokens({ timeline, times, server, knowledge, roles, trace, violate }: TokenNeeds) {
  const reports: Report[] = []
  const sessionEra = new Map<Owner, number>()
  const announcedAt = new Map<Owner, number>()
  const heard = new Map<Owner, Heard[]>()
  const deliveredAtMs = new Map<string, number>()
  /** The era in which each tab woke up: it then knows that it slept, and must ask the server. */
  const eraWokenIn = new Map<Tab, number>()
  /** The oldest era that each tab can show: it also distinguishes a context from the same one entered again. */
  const eraShown = new Map<Tab, number>()
  let clockWasMoved = false

  const binds = (report: Report, tab: Tab): boolean => {
    if (report.tab === tab) return true
    const { announcedAt } = report
    if (!tab.isRunning() || announcedAt === undefined) return false
    const asked = knowledge.askedAt(tab)
    return (heard.get(tab) ?? []).some((one) => one.from === report.tab && one.said >= announcedAt && asked < one.heard)
  }

  const noteShown = (tab: Tab) => {
    const key = contextKeyOf(tab)
    const since = eraShown.get(tab) ?? 0
    const era = server.eras().find(({ number, key: of }) => number >= since && of === key)
    if (era) eraShown.set(tab, era.number)
  }

  return {
    watch(tab: Tab) {
      noteShown(tab)
      tab.client.$state.listen(() => noteShown(tab))
    },
    clockMoved() {
      clockWasMoved = true
    },
    woken(tab: Tab) {
      // A stopped client does not listen to its page.
      if (tab.isRunning()) eraWokenIn.set(tab, server.observe().number)
    },
    onAnswer(owner: Owner, { path, era, token }: HeardAnswer) {
      if (path === '/session') sessionEra.set(owner, era.number)
      if (token) deliveredAtMs.set(token, timeline.now())
    },
    onSay({ from, type, moment }: SaidMessage) {
      if (announcesChange(type)) announcedAt.set(from, moment)
    },
    onHear(owner: Owner, { from, type, moment }: SaidMessage) {
      if (!announcesChange(type)) return
      heard.set(owner, [...(heard.get(owner) ?? []), { from, said: moment, heard: server.moment() }])
    },
    /** A change of this tab has resolved. */
    changed({ tab, name, startedAt }: Call) {
      const era = sessionEra.get(tab) ?? 0
      trace(`${tab.name} ${name} ✓ era ${era}`)
      const announced = announcedAt.get(tab) ?? 0
      reports.push({ tab, era, announcedAt: announced > startedAt ? announced : undefined })
    },
    check(tab: Tab, token: string) {
      const minted = server.minted(token)
      if (!minted) return violate('a: a token of another context', `${tab.name}: the server never minted it`)
      const { era, claims } = minted
      const shown = tupleOf(tab.client)
      const claimed = era.tuple && { ...era.tuple, organizationId: claims.organization, workspaceId: claims.workspace }
      trace(`${tab.name} token of era ${era.number} ${era.key}`)
      const whose = identityOf(era.tuple)
      if (identityOf(shown) !== whose || identityOf(claimed as Tuple | undefined) !== whose) {
        violate('a: a token of another context', `${tab.name} shows ${keyOf(shown)}, the token is of ${era.key}`)
      }
      const lastEra = server.lastEraOf(era.key)?.number ?? -1
      const told = knowledge.toldEra(tab)
      if (lastEra < told) {
        const what = `${tab.name} got one of era ${era.number} ${era.key} after it was told of era ${told}`
        violate('a: a token of an ended era', what)
      }
      const wokenIn = eraWokenIn.get(tab) ?? 0
      if (lastEra < wokenIn) {
        const what = `${tab.name} got one of era ${era.number} ${era.key} after it woke up in era ${wokenIn}`
        violate('a: a token of an ended era', what)
      }
      const shownEra = eraShown.get(tab) ?? 0
      if (era.number < shownEra) {
        const what = `${tab.name} got one of era ${era.number} ${era.key} after it had shown era ${shownEra}`
        violate('a: a token of an ended era', what)
      }
      for (const report of reports) {
        if (lastEra >= report.era || !binds(report, tab)) continue
        violate(
          'a: a token of an ended era',
          `${tab.name} got one of era ${era.number} ${era.key} after ${report.tab.name} had reported era ${report.era}`,
        )
      }
      roles.check(tab, minted)
      const wasHeld = (deliveredAtMs.get(token) ?? timeline.now()) < timeline.now()
      if (wasHeld && !clockWasMoved && times.server() >= minted.expiresAtMs) {
        violate('a: a dead token', `${tab.name} got one that ended ${times.server() - minted.expiresAtMs} ms ago`)
      }
    },
  }
}

import type { Network } from '../../world/network.js'
import type { WatchedServer } from '../../world/server.js'
import type { Setting } from '../../world/setting.js'
import type { Tab } from '../../world/tab.js'
import type { Owner, Timeline } from '../../world/timeline.js'
import type { Times } from '../../world/times.js'
import type { Knowledge } from '../knowledge.js'
import type { Violate } from '../violation.js'

/** One call of `signOut`. */
export interface SignOutOrder {
  readonly tab: Tab
  /** The sign-ins it names; with `isAll`, those its tab knew. */
  readonly ids: readonly string[]
  readonly isAll: boolean
  /** Whether its tab knew the sign-ins, so that it could store them for other tabs. */
  readonly isKnown: boolean
  /** The active sign-in in its tab. */
  readonly active: string | undefined
  readonly moment: number
  /** The change it superseded. */
  readonly overtook: string | undefined
  readonly atMs: number
  doneAt: number
}

interface EndingNeeds {
  readonly server: WatchedServer
  readonly setting: Setting
  readonly times: Times
  readonly knowledge: Knowledge
  readonly timeline: Pick<Timeline, 'now'>
  readonly network: () => Pick<Network, 'lastTroubleMs'>
  readonly trace: (line: string) => void
  readonly violate: Violate
}

/** A client learns the server's time from tokens: in whole seconds, plus the latency. */
const clockPrecisionMs = 2_000

/** Invariant (d): a sign-in ends only by the server, a sign-out or an expiry, and stays ended. */
export function watchEndings({ server, setting, times, knowledge, trace, violate, timeline, network }: EndingNeeds) {
  const orders: SignOutOrder[] = []
  const endedElsewhere = new Set<string>()
  const switchedTo = new Set<string>()
  const mustBeGone = new Map<string, SignOutOrder>()
  let clockWasMoved = false
  /** The sign-in that was active when another one's sign-out left none active and was to leave it, and that one's tab. */
  let cleared: string | undefined
  let isToStay = false
  let clearedBy: Owner | undefined
  // Without storage, a stored sign-out is lost with its tab.
  const isForgetful = setting.storage !== undefined

  const isWithinPrecision = (atMs = 0) => setting.skewMs !== undefined && atMs - times.server() <= clockPrecisionMs
  /** When tabs requested sign-ins. */
  const askedFor = new Map<string, number>()

  /** Whether clocks can order events after a call of a tab that knew no account then. */
  const canTell = () => !clockWasMoved && Math.abs(setting.skewMs ?? 0) <= clockPrecisionMs
  /** A ticket or a lost answer does not name the account: any sign-in created until then may be the one. */
  const cannotTellWhom = ({ overtook, atMs }: Pick<SignOutOrder, 'overtook' | 'atMs'>) =>
    overtook === 'exchange-ticket' || (overtook === 'sign-in' && network().lastTroubleMs() >= atMs)
  /** Whether a tab showed one as active when it signed out the other. */
  const wasToStay = (id: string, ended: string) =>
    orders.some(({ isAll, active, ids }) => !isAll && active === id && ids.includes(ended))
  const isCovered = (id: string): boolean => {
    const madeAt = askedFor.get(id) ?? server.bornAt(id) ?? 0
    return (
      endedElsewhere.has(id) ||
      orders.some(
        ({ ids, isAll, moment, doneAt, ...order }) =>
          (isAll || ids.includes(id)) &&
          (moment > madeAt || (ids.length === 0 && isAll && !canTell()) || (cannotTellWhom(order) && doneAt > madeAt)),
      )
    )
  }

  server.onEnd(({ id }) => {
    if (isCovered(id)) return
    violate('d: a sign-in ended by no sign-out given after it', `the server no longer has ${id}`)
  })

  return {
    clockMoved() {
      clockWasMoved = true
    },
    signsOut(tab: Tab, id: string | undefined): SignOutOrder {
      const known = tab.client.$signIns.get().map((row) => row.id)
      const order = {
        tab,
        ids: id ? [id] : known,
        isAll: !id,
        isKnown: !id || known.includes(id),
        active: tab.client.$activeSignIn.get()?.id,
        moment: server.moment(),
        overtook: id ? undefined : tab.client.$state.get().pending,
        atMs: timeline.now(),
        doneAt: Infinity,
      }
      orders.push(order)
      return order
    },
    /** It resolved, so it must have happened. */
    signedOut(order: SignOutOrder) {
      order.doneAt = server.moment()
      const left = server.signIns().map(({ id }) => id)
      for (const id of order.ids) {
        mustBeGone.set(id, order)
        if (left.includes(id)) violate('d: a sign-out that did not happen', `it resolved, the server has ${id}`)
      }
    },
    /** The server was not reached; the sign-out must happen later. */
    unconfirmed(order: SignOutOrder) {
      order.doneAt = server.moment()
      for (const id of order.ids) mustBeGone.set(id, order)
    },
    /** A request sent at `begun` was processed from `arrivedAt` on: it created the sign-ins that are new since. */
    noteArrivals(begun: number, arrivedAt: number) {
      server.observe()
      for (const { id } of server.signIns()) {
        if ((server.bornAt(id) ?? 0) <= arrivedAt || askedFor.has(id)) continue
        askedFor.set(id, begun)
        // The app made it active: whoever was before need not be any more.
        cleared = undefined
      }
    },
    endsElsewhere(ids: readonly string[]) {
      for (const id of ids) endedElsewhere.add(id)
    },
    switches: (id: string) => switchedTo.add(id),
    /** A tab ended one sign-in at the server, which leaves none active there, regardless of which one was. */
    ended(owner: Owner, id: string | null, before: string | undefined) {
      if (!id || !before || before === id) return
      cleared = before
      isToStay = wasToStay(before, id)
      clearedBy = owner
    },
    /** A tab made an account active at the server; `before` is the previous one. */
    activated(owner: Owner, target: string | null, before = cleared) {
      cleared = undefined
      if (!target || !before || before === target || switchedTo.has(target)) return
      if (!server.signIns().some(({ id }) => id === before)) return
      // No app requested this: a sign-out does it for the account that stays.
      const orderedAt = orders.at(-1)?.moment ?? 0
      if (orderedAt >= (server.bornAt(before) ?? 0)) return
      // A tab whose session answer had another active account, or none, could not know.
      const looked = knowledge.lastSession(owner)
      if (looked && looked.begun > orderedAt && looked.era.tuple?.signInId !== before) return
      violate('d: a sign-in left because of a sign-out given before it', `${target} is active instead of ${before}`)
    },
    watch(tab: Tab) {
      const { client } = tab
      /** The sign-in shown last, and the server's era when it was first shown. */
      let last: { readonly signInId: string; readonly era: number } | undefined
      let isShown = false
      client.$state.listen(({ container }) => {
        const signInId = container?.activeSignIn?.id
        const shown = container?.signIns.map(({ id }) => id) ?? []
        for (const { ids, tab: from, moment, isKnown } of orders) {
          if (from !== tab && (isForgetful || !isKnown || moment > tab.openedAt)) continue
          const again = ids.find((id) => shown.includes(id))
          if (again) violate('d: a sign-out undone', `${tab.name} shows ${again}, ended in ${from.name}`)
        }
        const isSame = isShown && last?.signInId === signInId
        isShown = signInId !== undefined
        if (signInId && !isSame) last = { signInId, era: server.observe().number }
      })
      client.on('signed-out', ({ reason, signIn }) => {
        trace(`${tab.name} signed-out ${reason}`)
        if (isCovered(signIn.id)) return
        if (reason === 'expired' && (clockWasMoved || isWithinPrecision(signIn.expiresAtMs))) return
        server.observe()
        const stood = server.eras().slice(last?.signInId === signIn.id ? last.era : 0)
        if (stood.every(({ tuple }) => tuple?.signInId === signIn.id)) {
          violate('d: signed out without a reason', `${tab.name}: ${reason}, but the server has ${signIn.id} active`)
        }
      })
    },
    /** All sign-ins that a `signOut` call should end. */
    ordered: (): ReadonlySet<string> => new Set(orders.flatMap(({ ids }) => ids)),
    checkEnd(someRuns: boolean, isAlive: (owner: Owner | undefined) => boolean) {
      const signIns = server.signIns().map(({ id }) => id)
      const isNobodyActive = server.observe().tuple === undefined
      if (cleared && isNobodyActive && signIns.includes(cleared) && isAlive(clearedBy) && isToStay) {
        violate('d: a sign-out that left no account active', `${cleared} was, and was not to end`)
      }
      for (const [id, { tab }] of mustBeGone) {
        const isRemembered = isForgetful ? !tab.dead && tab.isRunning() : someRuns
        if (isRemembered && signIns.includes(id)) {
          violate('d: a sign-out that did not happen', `the server still has ${id}`)
        }
      }
    },
  }
}

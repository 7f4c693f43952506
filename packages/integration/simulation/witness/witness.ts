import { isSessionError } from '@wachter/core'
import type { Channels, SaidMessage } from '../world/channels.js'
import type { HeardAnswer, Network } from '../world/network.js'
import type { WatchedServer } from '../world/server.js'
import type { Setting } from '../world/setting.js'
import type { WatchedStore } from '../world/stores.js'
import { contextKeyOf, type Tab, tupleOf } from '../world/tab.js'
import type { Owner, Timeline } from '../world/timeline.js'
import type { Times } from '../world/times.js'
import type { CallKind, Stir } from './bounds.js'
import { type Call, watchCalls } from './calls.js'
import { watchBonds } from './invariants/bonds.js'
import { checkConvergence } from './invariants/convergence.js'
import { watchDisplay } from './invariants/display.js'
import { type SignOutOrder, watchEndings } from './invariants/endings.js'
import { watchIdleness } from './invariants/idleness.js'
import { checkStopped, checkUnscheduled } from './invariants/leftovers.js'
import { watchLists } from './invariants/lists.js'
import { checkNeighbours } from './invariants/neighbours.js'
import { watchPlaces } from './invariants/places.js'
import { checkRemains } from './invariants/remains.js'
import { watchRequests } from './invariants/requests.js'
import { watchRoles } from './invariants/roles.js'
import { watchTearing } from './invariants/tearing.js'
import { watchTokens } from './invariants/tokens.js'
import { createKnowledge } from './knowledge.js'
import { announcesChange, tellsOutcome } from './messages.js'
import type { Invariant, Violation } from './violation.js'

interface WitnessNeeds {
  readonly timeline: Timeline
  readonly times: Times
  readonly server: WatchedServer
  readonly neighbour: WatchedServer | undefined
  readonly setting: Setting
  readonly tabs: readonly Tab[]
  readonly stores: Readonly<Record<'storage' | 'cookies' | 'snapshots', WatchedStore | undefined>>
  readonly network: () => Network
  readonly channels: () => Channels
  readonly trace: (line: string) => void
}

/** Maximum notifications of the state in a minute, so that an app does not render constantly. */
const mostNotifications = 200

export type Witness = ReturnType<typeof createWitness>

/** Observes everything and checks all invariants. */
export function createWitness(needs: WitnessNeeds) {
  const { timeline, server, setting, tabs, stores, channels, trace } = needs
  const violations: Violation[] = []
  let unheard = setting.line !== undefined
  const violate = (invariant: Invariant, what: string) => {
    trace(`!! ${invariant}: ${what}`)
    violations.push({ invariant, what })
  }
  const tabOf = (name: string) => tabs.find((tab) => tab.name === name)
  const shownBy = ({ name }: Owner) => {
    const tab = tabOf(name)
    return tab && tupleOf(tab.client)
  }
  const isLoading = ({ name }: Owner) => tabOf(name)?.client.$state.get().container === undefined
  const knowledge = createKnowledge({ ...needs, shownBy, isLoading })
  const roles = watchRoles({ server, violate })
  const tokens = watchTokens({ ...needs, knowledge, roles, violate })
  const calls = watchCalls({ ...needs, moment: server.moment, violate })
  const endings = watchEndings({ ...needs, knowledge, violate })
  const display = watchDisplay({ ...needs, knowledge, ordered: endings.ordered, violate })
  const lists = watchLists({ server, violate })
  const bonds = watchBonds({ server, tabOf, violate })
  const requests = watchRequests({ ...needs, violate })
  const places = watchPlaces({ server, violate })
  const tearing = watchTearing(violate, places.check)
  const idleness = watchIdleness({ ...needs, isAsked: calls.isAsked, violate })
  let eras = server.eras().length
  /** The server moment at which each tab's last change came to its end. */
  const changedAt = new Map<string, number>()
  /** The same at the moment of each message, by its sender and moment. */
  const changeTold = new Map<string, number | undefined>()

  /** A tab that notices a change refetches, regardless of where the change was made. */
  const noteTurn = () => {
    if (server.eras().length === eras) return
    eras = server.eras().length
    for (const tab of tabs) requests.stir(tab, 'turn')
  }

  const begin = (tab: Tab, kind: CallKind, name: string): Call => {
    requests.stir(tab, kind)
    idleness.busy(tab)
    trace(`${tab.name} calls ${name}`)
    return calls.begin(tab, kind, name)
  }

  const failed = (call: Call, error: unknown) => {
    calls.end(call)
    trace(`${call.tab.name} ${call.name} ✗ ${isSessionError(error) ? error.code : String(error)}`)
    if (isSessionError(error)) calls.failed(call, error)
    else violate('h: an error that is not ours', `${call.name} rejects with ${String(error)}`)
  }

  const noteMemberships = () => {
    roles.note()
    lists.note()
    places.note()
  }

  return {
    violations,
    violate,
    /** Reports an event of tabs that may cause requests. */
    stir(owners: readonly Owner[], what: Stir) {
      for (const owner of owners) {
        requests.stir(owner, what)
        if (what === 'wake') idleness.busy(owner)
      }
    },
    /** Whether there is a change that no tab can know without a request: made elsewhere, or by a stopped tab. */
    isUnheard: () => unheard,
    changedElsewhere() {
      unheard = true
    },
    woken: tokens.woken,
    /** The server may still process its requests, after every call's timeout. */
    killed(tab: Tab) {
      unheard ||= calls.isChanging(tab)
    },
    /** Whether an open tab has a pending call. */
    isAsked: calls.isAnyOpen,
    signsOut: endings.signsOut,
    endsElsewhere: endings.endsElsewhere,
    switches: endings.switches,
    ended: endings.ended,
    activated: endings.activated,
    noteArrivals: endings.noteArrivals,
    binds: bonds.binds,
    bindsLeaving: bonds.bindsLeaving,
    isQueueing: calls.isQueueing,
    membershipsChanged: noteMemberships,
    placesChanged: places.note,
    onServed: knowledge.onServed,
    /** The app's own API is called with a token. */
    sends(tab: Tab, call: string, token: string) {
      trace(`${tab.name} sends a token to the app's API`)
      tokens.check(tab, token)
      bonds.onSend(call, token)
    },
    onRequest(owner: Owner, url: URL) {
      requests.onRequest(owner, url)
      idleness.onRequest(owner, url)
      bonds.onRequest(owner.name, url)
    },
    onChangeEnd: ({ name }: Owner) => changedAt.set(name, server.moment()),
    onAnswer(owner: Owner, answer: HeardAnswer) {
      noteTurn()
      knowledge.onAnswer(owner, answer)
      tokens.onAnswer(owner, answer)
    },
    onSay(message: SaidMessage) {
      tokens.onSay(message)
      const { from, moment } = message
      changeTold.set(`${from.name} ${moment}`, changedAt.get(from.name))
    },
    onHear(owner: Owner, message: SaidMessage) {
      knowledge.onHear(owner, message)
      tokens.onHear(owner, message)
      const tab = tabOf(owner.name)
      if (tab && tellsOutcome(message.type))
        lists.changed(tab, changeTold.get(`${message.from.name} ${message.moment}`) ?? message.moment)
      if (announcesChange(message.type) || tellsOutcome(message.type)) requests.stir(owner, 'news')
    },
    /** A request for a token or an answer from its cache. */
    token(tab: Tab, name: string, ask: () => Promise<string>) {
      const call = begin(tab, 'token', name)
      tab.enter(ask).then(
        (token) => {
          calls.end(call)
          tearing.check(tab)
          tokens.check(tab, token)
        },
        (error: unknown) => failed(call, error),
      )
    },
    /** `order`: the sign-ins to sign out. */
    change(tab: Tab, kind: CallKind, name: string, ask: () => Promise<unknown>, order?: SignOutOrder) {
      const call = begin(tab, kind, name)
      unheard ||= !tab.isRunning()
      tab.enter(ask).then(
        () => {
          unheard ||= !tab.isRunning()
          calls.end(call)
          tearing.check(tab)
          if (kind === 'refetch' || kind === 'api') return trace(`${tab.name} ${name} ✓`)
          tokens.changed(call)
          lists.changed(tab)
          if (order) endings.signedOut(order)
        },
        (error: unknown) => {
          failed(call, error)
          if (order && isSessionError(error) && error.code === 'sign-out-unconfirmed') endings.unconfirmed(order)
        },
      )
    },
    clockMoved() {
      tokens.clockMoved()
      endings.clockMoved()
    },
    /** `withLists`: also loads the memberships. */
    watch(tab: Tab, withLists: boolean) {
      const { client } = tab
      requests.stir(tab, 'wake')
      tearing.watch(tab, withLists)
      let context = contextKeyOf(tab)
      let minute = 0
      let heard = 0
      client.$state.listen((state) => {
        const now = Math.floor(timeline.now() / 60_000)
        heard = now === minute ? heard + 1 : 1
        minute = now
        if (heard === mostNotifications)
          violate('j: a listener called without end', `${tab.name}: ${heard} in a minute`)
        const error = state.error ? ` error ${state.error.code}` : ''
        const pending = state.pending ? ` pending ${state.pending}` : ''
        const key = contextKeyOf(tab)
        if (key !== context) lists.changed(tab)
        context = key
        trace(`${tab.name} shows ${state.status} ${key}${pending}${state.stale ? ' stale' : ''}${error}`)
      })
      tokens.watch(tab)
      display.watch(tab)
      endings.watch(tab)
      client.on('context-changed', () => trace(`${tab.name} context-changed`))
      client.on('signed-in', () => trace(`${tab.name} signed-in`))
    },
    /** What must hold at every moment. */
    check() {
      noteTurn()
      calls.check()
      display.check()
      for (const tab of tabs) {
        if (tab.isRunning()) idleness.busy(tab)
        else if (!tab.dead) checkStopped(tab, channels(), violate)
        if (!tab.dead) places.checkShown(tab)
      }
    },
    /** What must hold at rest. */
    checkEnd(withLists: boolean) {
      calls.checkEnd()
      const someRun = tabs.some((tab) => !tab.dead && tab.isRunning())
      endings.checkEnd(someRun, (owner) => tabs.some((tab) => tab === owner && !tab.dead && tab.isRunning()))
      const ordered = endings.ordered()
      checkRemains({ server, stores: someRun ? stores : { snapshots: stores.snapshots }, ordered, violate })
      checkConvergence({ ...needs, roles, violate })
      checkNeighbours({ ...needs, violate })
      for (const tab of tabs) {
        if (tab.dead) continue
        tearing.check(tab)
        places.checkShown(tab)
        places.checkEnd(tab)
        if (withLists) lists.checkEnd(tab)
        checkUnscheduled(tab, violate)
      }
    },
  }
}

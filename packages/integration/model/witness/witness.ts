import { isSessionError } from '@wachter/core'
import type { CallKind } from '../bounds.js'
import type { Channels } from '../channels.js'
import type { WatchedServer } from '../server.js'
import { contextKeyOf, type Tab } from '../tab.js'
import type { Owner, Timeline } from '../timeline.js'
import type { Times } from '../times.js'
import { type Call, watchCalls } from './calls.js'
import { checkConvergence } from './convergence.js'
import { watchEndings } from './endings.js'
import { checkStopped, checkUnscheduled } from './leftovers.js'
import { watchRequests } from './requests.js'
import { watchTearing } from './tearing.js'
import { watchTokens } from './tokens.js'
import type { Invariant, Violation } from './violation.js'

interface WitnessNeeds {
  readonly timeline: Timeline
  readonly times: Times
  readonly server: WatchedServer
  readonly tabs: readonly Tab[]
  readonly channels: () => Channels
  readonly trace: (line: string) => void
  /** Messages may take longer than requests: others are bound by a change only if they heard of it. */
  readonly slowMessages: boolean
}

export type Witness = ReturnType<typeof createWitness>

/** After these other tabs hold their tokens back. */
const announcements = ['mutation-started', 'signed-out']

/** Sees everything and knows what must never be. */
export function createWitness(needs: WitnessNeeds) {
  const { server, tabs, channels, trace } = needs
  const violations: Violation[] = []
  let unheard = false
  const violate = (invariant: Invariant, what: string) => {
    trace(`!! ${invariant}: ${what}`)
    violations.push({ invariant, what })
  }
  const kit = { ...needs, violate, changes: () => server.eras().length }
  const tokens = watchTokens(kit)
  const calls = watchCalls(kit)
  const endings = watchEndings(kit)
  const requests = watchRequests(kit)
  const tearing = watchTearing(violate)

  const begin = (tab: Tab, kind: CallKind, name: string): Call => {
    requests.stir()
    trace(`${tab.name} calls ${name}`)
    return calls.begin(tab, kind, name)
  }

  const failed = (call: Call, error: unknown) => {
    calls.end(call)
    trace(`${call.tab.name} ${call.name} ✗ ${isSessionError(error) ? error.code : String(error)}`)
    if (!isSessionError(error)) violate('h: an error that is not ours', `${call.name} rejects with ${String(error)}`)
  }

  return {
    violations,
    stir: requests.stir,
    /** Whether something was changed of which no tab can know before it asks: elsewhere, or by one that does not run. */
    isUnheard: () => unheard,
    changedElsewhere() {
      unheard = true
    },
    /** What it had asked for may still be done, later than anybody waits. */
    killed(tab: Tab) {
      unheard ||= calls.isChanging(tab)
    },
    signsOut: endings.signsOut,
    onRequest: requests.onRequest,
    onAnswer: tokens.onAnswer,
    checkBounds: calls.check,
    /** A request for a token or an answer from its cache. */
    token(tab: Tab, name: string, ask: () => Promise<string>) {
      const call = begin(tab, 'token', name)
      tab.enter(ask).then(
        (token) => {
          calls.end(call)
          tokens.check(tab, token)
        },
        (error: unknown) => failed(call, error),
      )
    },
    change(tab: Tab, kind: CallKind, name: string, ask: () => Promise<unknown>, done?: () => void) {
      const call = begin(tab, kind, name)
      unheard ||= !tab.isRunning()
      tab.enter(ask).then(
        () => {
          unheard ||= !tab.isRunning()
          calls.end(call)
          if (kind === 'refetch') trace(`${tab.name} ${name} ✓`)
          else tokens.changed(tab, name)
          done?.()
        },
        (error: unknown) => {
          failed(call, error)
          if (isSessionError(error) && error.code === 'sign-out-unconfirmed') done?.()
        },
      )
    },
    clockMoved() {
      tokens.clockMoved()
      endings.clockMoved()
    },
    watch(tab: Tab, lists: boolean) {
      const { client } = tab
      tearing.watch(tab, lists)
      client.$state.listen((state) => {
        const error = state.error ? ` error ${state.error.code}` : ''
        const pending = state.pending ? ` pending ${state.pending}` : ''
        trace(`${tab.name} shows ${state.status} ${contextKeyOf(tab)}${pending}${state.stale ? ' stale' : ''}${error}`)
      })
      endings.watch(tab)
      client.on('context-changed', () => trace(`${tab.name} context-changed`))
      client.on('signed-in', () => trace(`${tab.name} signed-in`))
    },
    onSay(owner: Owner, type: string) {
      if (announcements.includes(type)) tokens.onAnnounced(owner)
    },
    onHear(owner: Owner, type: string, from: Owner) {
      if (!announcements.includes(type)) return
      calls.disturb(owner)
      tokens.onHeard(owner, from)
    },
    checkStopped: (tab: Tab) => checkStopped(tab, channels(), violate),
    checkEnd() {
      calls.checkEnd()
      endings.checkEnd(tabs.some((tab) => !tab.dead && tab.isRunning()))
      checkConvergence(kit)
      for (const tab of tabs) {
        if (tab.dead) continue
        tearing.check(tab)
        checkUnscheduled(tab, violate)
      }
    },
  }
}

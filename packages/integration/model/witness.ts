import { isSessionError } from '@wachter/core'
import { boundMs, type CallKind, requestsPerMinute } from './bounds.js'
import { type Channels, longestChannelMs } from './channels.js'
import { keyOf, type WatchedServer } from './server.js'
import { contextKeyOf, type Tab, tupleOf } from './tab.js'
import { disagreements } from './tearing.js'
import type { Owner, Timeline } from './timeline.js'
import type { Times } from './times.js'

/** The promises of the client, each by its letter. */
export type Invariant =
  | 'a: a token of another context'
  | 'a: a token of an ended era'
  | 'a: a dead token'
  | 'b: a promise that does not settle'
  | 'c: a tab that does not converge'
  | 'd: signed out without a reason'
  | 'd: a sign-out that did not happen'
  | 'd: a sign-out undone'
  | 'e: too many requests'
  | 'f: torn state'
  | 'g: something left after stop'
  | 'h: an error that is not ours'

export interface Violation {
  readonly invariant: Invariant
  readonly what: string
}

/** A change whose end a tab has reported: tokens of eras before it are void from then on. */
interface Report {
  readonly tab: Tab
  readonly era: number
  /** From when on other tabs are bound by it. */
  readonly bindsOthersAtMs: number
}

interface Call {
  readonly tab: Tab
  readonly name: string
  readonly kind: CallKind
  readonly startedActiveMs: number
  readonly disturbancesBefore: number
}

/** How long other tabs hold their tokens back for a change before they ask the server themselves. */
const holdMs = 5_000

interface WitnessNeeds {
  readonly timeline: Timeline
  readonly times: Times
  readonly server: WatchedServer
  readonly tabs: readonly Tab[]
  readonly channels: () => Channels
  readonly trace: (line: string) => void
}

export type Witness = ReturnType<typeof createWitness>

/** Sees everything and knows what must never be. */
export function createWitness({ timeline, times, server, tabs, channels, trace }: WitnessNeeds) {
  const violations: Violation[] = []
  const calls = new Set<Call>()
  const reports: Report[] = []
  const disturbances = new Map<Owner, number>()
  const lastSessionEra = new Map<Owner, number>()
  const lastAnnouncedMs = new Map<Owner, number>()
  const knownSinceEra = new Map<Owner, { signInId: string; era: number }>()
  const signedOutByCall = new Set<string>()
  const signedOutIn = new Map<Owner, readonly string[]>()
  const mustBeGone = new Set<string>()
  const requestTimes: number[] = []
  const stirTimes: number[] = []
  const deliveredAtMs = new Map<string, number>()
  const inFlight = new Map<Owner, number>()
  let clockWasMoved = false

  const violate = (invariant: Invariant, what: string) => {
    trace(`!! ${invariant}: ${what}`)
    violations.push({ invariant, what })
  }
  const disturbed = (owner: Owner) => (disturbances.get(owner) ?? 0) + server.eras().length
  const stir = () => stirTimes.push(timeline.now())

  const begin = (tab: Tab, kind: CallKind, name: string): Call => {
    stir()
    if (kind !== 'token' && kind !== 'refetch') disturbances.set(tab, (disturbances.get(tab) ?? 0) + 1)
    const call = { tab, kind, name, startedActiveMs: tab.activeMs(), disturbancesBefore: disturbed(tab) }
    calls.add(call)
    trace(`${tab.name} calls ${name}`)
    return call
  }

  const failed = (call: Call, error: unknown) => {
    calls.delete(call)
    trace(`${call.tab.name} ${call.name} ✗ ${isSessionError(error) ? error.code : String(error)}`)
    if (!isSessionError(error)) violate('h: an error that is not ours', `${call.name} rejects with ${String(error)}`)
  }

  const checkToken = (tab: Tab, token: string) => {
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
      if (binds && lastEra < report.era) {
        violate(
          'a: a token of an ended era',
          `${tab.name} got one of era ${era.number} ${era.key} after ${report.tab.name} had reported era ${report.era}`,
        )
      }
    }
    const wasHeld = (deliveredAtMs.get(token) ?? timeline.now()) < timeline.now()
    if (wasHeld && !clockWasMoved && times.server() >= minted.expiresAtMs) {
      violate('a: a dead token', `${tab.name} got one that ended ${times.server() - minted.expiresAtMs} ms ago`)
    }
  }

  const checkAgreement = (tab: Tab) => {
    for (const what of disagreements(tab.client)) violate('f: torn state', `${tab.name}: ${what}`)
  }

  return {
    violations,
    stir,
    /** A request for a token or an answer from its cache. */
    token(tab: Tab, name: string, ask: () => Promise<string>) {
      const call = begin(tab, 'token', name)
      tab.enter(ask).then(
        (token) => {
          calls.delete(call)
          checkToken(tab, token)
        },
        (error: unknown) => failed(call, error),
      )
    },
    change(tab: Tab, kind: CallKind, name: string, ask: () => Promise<unknown>, done?: () => void) {
      const call = begin(tab, kind, name)
      tab.enter(ask).then(
        () => {
          calls.delete(call)
          const era = lastSessionEra.get(tab) ?? 0
          trace(`${tab.name} ${name} ✓ era ${era}`)
          if (kind !== 'refetch') {
            // Who waited longer than the hold asked the server, perhaps before it had acted; the news is on its way.
            const tookMs = timeline.now() - (lastAnnouncedMs.get(tab) ?? 0)
            const delayMs = tookMs < holdMs ? 0 : longestChannelMs
            reports.push({ tab, era, bindsOthersAtMs: timeline.now() + delayMs })
          }
          done?.()
        },
        (error: unknown) => {
          failed(call, error)
          if (isSessionError(error) && error.code === 'sign-out-unconfirmed') done?.()
        },
      )
    },
    /** These accounts were signed out by a call: that ends them, whatever the network does. */
    signsOut(tab: Tab, ids: readonly string[]) {
      for (const id of ids) {
        signedOutByCall.add(id)
        signedOutIn.set(tab, [...(signedOutIn.get(tab) ?? []), id])
      }
      return () => {
        for (const id of ids) mustBeGone.add(id)
      }
    },
    clockMoved() {
      clockWasMoved = true
    },
    watch(tab: Tab) {
      const { client } = tab
      tab.enter(() => {
        const atoms = [
          client.$state,
          client.$view,
          client.$session,
          client.$signIns,
          client.$activeSignIn,
          client.$user,
          client.$activeOrganization,
          client.$activeWorkspace,
          client.$organizationMemberships,
        ]
        for (const $atom of atoms) ($atom as { listen(l: () => void): unknown }).listen(() => checkAgreement(tab))
      })
      client.$state.listen((state) => {
        const error = state.error ? ` error ${state.error.code}` : ''
        const pending = state.pending ? ` pending ${state.pending}` : ''
        trace(`${tab.name} shows ${state.status} ${contextKeyOf(tab)}${pending}${state.stale ? ' stale' : ''}${error}`)
        const signInId = state.container?.activeSignIn?.id
        if (signInId && signedOutIn.get(tab)?.includes(signInId)) {
          violate('d: a sign-out undone', `${tab.name} shows ${signInId} again`)
        }
        if (!signInId) knownSinceEra.delete(tab)
        else if (knownSinceEra.get(tab)?.signInId !== signInId) {
          knownSinceEra.set(tab, { signInId, era: server.observe().number })
        }
      })
      // Heard before the state listener above forgets, or after: the era is kept beside.
      let last: { signInId: string; era: number } | undefined
      client.$state.listen(() => {
        last = knownSinceEra.get(tab) ?? last
      })
      client.on('signed-out', ({ reason, signIn }) => {
        trace(`${tab.name} signed-out ${reason}`)
        if (signedOutByCall.has(signIn.id)) return
        if (reason === 'expired' && clockWasMoved) return
        server.observe()
        const since = last?.signInId === signIn.id ? last.era : 0
        const stood = server.eras().slice(since)
        if (stood.every(({ tuple }) => tuple?.signInId === signIn.id)) {
          violate('d: signed out without a reason', `${tab.name}: ${reason}, but the server has ${signIn.id} active`)
        }
      })
      client.on('context-changed', () => trace(`${tab.name} context-changed`))
      client.on('signed-in', () => trace(`${tab.name} signed-in`))
    },
    onRequest(owner: Owner) {
      inFlight.set(owner, (inFlight.get(owner) ?? 0) + 1)
      const nowMs = timeline.now()
      requestTimes.push(nowMs)
      const inLastMinute = requestTimes.filter((at) => at > nowMs - 60_000).length
      const stirs = stirTimes.filter((at) => at > nowMs - 150_000).length
      const limit = requestsPerMinute(tabs.length, stirs)
      if (inLastMinute > limit) violate('e: too many requests', `${inLastMinute} in a minute, ${limit} allowed`)
    },
    onAnswer(owner: Owner, path: string, era: number, token: string | undefined) {
      if (path === '/session') lastSessionEra.set(owner, era)
      if (token) deliveredAtMs.set(token, timeline.now())
    },
    onSay(owner: Owner, type: string) {
      if (type === 'changing') lastAnnouncedMs.set(owner, timeline.now())
    },
    onHear(owner: Owner, type: string) {
      if (type === 'changing') disturbances.set(owner, (disturbances.get(owner) ?? 0) + 1)
    },
    checkBounds() {
      for (const call of calls) {
        if (call.tab.dead) continue
        const limit = boundMs(call.kind, disturbed(call.tab) - call.disturbancesBefore)
        const waitedMs = call.tab.activeMs() - call.startedActiveMs
        if (waitedMs > limit) {
          calls.delete(call)
          violate('b: a promise that does not settle', `${call.tab.name} ${call.name}, ${waitedMs} ms of ${limit}`)
        }
      }
    },
    /** Right after `stop`; timers of requests under way end with them. */
    checkStopped(tab: Tab) {
      const lines = channels().openOf(tab)
      const listeners = tab.pageListeners()
      if (lines || listeners) {
        violate('g: something left after stop', `${tab.name}: ${lines} lines, ${listeners} page listeners`)
      }
    },
    checkEnd() {
      for (const { tab, name } of calls) {
        if (!tab.dead) violate('b: a promise that does not settle', `${tab.name} ${name} is open at the end`)
      }
      const { key } = server.observe()
      const signIns = server.signIns().map(({ id }) => id)
      const someRuns = tabs.some((tab) => !tab.dead && tab.isRunning())
      for (const id of someRuns ? mustBeGone : []) {
        if (signIns.includes(id)) violate('d: a sign-out that did not happen', `the server still has ${id}`)
      }
      for (const tab of tabs) {
        if (tab.dead) continue
        checkAgreement(tab)
        if (!tab.isRunning()) {
          if (tab.timers().length > 0)
            violate('g: something left after stop', `${tab.name}: ${tab.timers().length} timers`)
          continue
        }
        const { status, pending, stale, container } = tab.client.$state.get()
        // One that has ended beside the active one is not looked for.
        const listed = container?.signIns.filter(({ expiresAtMs = 0 }) => expiresAtMs > times.server()) ?? []
        const shown = [contextKeyOf(tab), ...listed.map(({ id }) => id)].join(' ')
        const truth = [key, ...signIns.toReversed()].join(' ')
        if (shown !== truth) violate('c: a tab that does not converge', `${tab.name} shows ${shown}, true is ${truth}`)
        const calm = status === (key === 'nobody' ? 'signed-out' : 'signed-in') && !pending && !stale
        if (!calm)
          violate('c: a tab that does not converge', `${tab.name} is ${status} ${pending ?? ''} stale ${stale}`)
      }
    },
  }
}

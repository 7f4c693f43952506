import type { SessionError } from '../errors.js'
import type { SessionContainer } from './session.js'
import { reuse } from './structural-sharing.js'

/**
 * - `loading`: nothing is known yet.
 * - `unavailable`: the server never answered; `error` says why, and retries go on while the client runs.
 * - `signed-out`, `signed-in`: what the server said last.
 */
export type SessionStatus = 'loading' | 'unavailable' | 'signed-out' | 'signed-in'

/** Everything the client knows, at one instant. Never half updated. */
export interface SessionState {
  readonly status: SessionStatus
  /** The browser session; it lives on while nobody is signed in. */
  readonly container: SessionContainer | undefined
  /** Which change is being asked of the server right now, `"switch-organization"` for example. */
  readonly pending: string | undefined
  /** True when the last attempt to hear from the server failed, so this may be old. */
  readonly stale: boolean
  /** The last failed retrieval or change; cleared by the next success. */
  readonly error: SessionError | undefined
}

/** The state beside what only the ordering of answers needs. */
export interface SessionMachine {
  readonly state: SessionState
  /** Stamp of the newest truth; an answer asked for earlier is old. */
  readonly asOf: number
  /** Stamp of the instant it was heard; an answer asked for before may be the older or the newer one. */
  readonly heard: number
  /** Something may have changed without our knowing, and the server was not heard since. */
  readonly unsettled: boolean
  /** Tabs that announced a change and have not told its outcome. */
  readonly awaiting: readonly string[]
}

interface Answer {
  readonly container: SessionContainer
  /** The container as the server sent it, for other tabs. */
  readonly raw: unknown
  /** When it was asked for. */
  readonly stamp: number
  readonly heard: number
}

export type SessionEvent =
  | ({
      readonly type: 'snapshot-received'
      readonly foreign?: boolean
      /** The tab whose announced change it shows. */
      readonly settles?: string | undefined
    } & Answer)
  | { readonly type: 'remembered'; readonly container: SessionContainer }
  | { readonly type: 'retrieval-failed'; readonly error: SessionError; readonly stamp: number }
  | { readonly type: 'mutation-started'; readonly kind: string }
  | ({ readonly type: 'mutation-committed'; readonly error: SessionError | undefined } & Answer)
  | { readonly type: 'mutation-refused'; readonly error: SessionError }
  | { readonly type: 'mutation-unsettled'; readonly error: SessionError; readonly stamp: number }
  | { readonly type: 'sign-in-expired'; readonly signInId: string; readonly stamp: number }
  | {
      readonly type: 'signed-out'
      readonly foreign?: boolean
      readonly signInId: string | undefined
      readonly stamp: number
    }
  | { readonly type: 'doubted'; readonly stamp: number }
  | { readonly type: 'foreign-change-started'; readonly from: string }
  | { readonly type: 'foreign-change-ended'; readonly from: string; readonly doubt: boolean; readonly stamp: number }

export const initialMachine = (container?: SessionContainer): SessionMachine => ({
  state: { status: statusOf(container), container, pending: undefined, stale: false, error: undefined },
  asOf: 0,
  heard: 0,
  unsettled: false,
  awaiting: [],
})

/** The whole state machine. Pure: no clock, no network, no atoms. */
export function reduceSession(machine: SessionMachine, event: SessionEvent): SessionMachine {
  const { state, asOf, heard, awaiting } = machine
  switch (event.type) {
    case 'snapshot-received':
      if (event.stamp <= asOf) return machine
      // Asked for while a change is under way, it may be of before or after it; and where two answers differ that were
      // asked for at once, either may be the older. Only what is asked later tells.
      if (
        state.container &&
        (state.pending ||
          awaiting.some((from) => from !== event.settles) ||
          (event.stamp <= heard && reuse(state.container, event.container) !== state.container))
      ) {
        return { ...machine, unsettled: true }
      }
      return settled(machine, event, state.pending)
    case 'mutation-committed':
      return settled(machine, event, undefined)
    case 'remembered':
      if (state.status !== 'loading') return machine
      // Shown, not trusted: a token waits for the server's word.
      return {
        ...machine,
        unsettled: true,
        state: change(state, { status: statusOf(event.container), container: event.container, stale: true }),
      }
    case 'retrieval-failed':
      return event.stamp <= asOf ? machine : { ...machine, state: failed(state, event.error) }
    case 'mutation-started':
      return { ...machine, state: change(state, { pending: event.kind }) }
    case 'mutation-refused':
      return { ...machine, state: change(state, { pending: undefined, error: event.error }) }
    case 'mutation-unsettled':
      return { ...doubted(machine, event.stamp), state: { ...failed(state, event.error), pending: undefined } }
    case 'sign-in-expired':
      // A late timer of an earlier sign-in must not end the current one.
      if (state.container?.activeSignIn?.id !== event.signInId) return machine
      return { ...machine, asOf: event.stamp, state: withoutSignIns(state, (id) => id === event.signInId) }
    case 'signed-out':
      if (event.stamp <= asOf) return machine
      return {
        ...machine,
        asOf: event.stamp,
        state: withoutSignIns(
          event.foreign ? state : { ...state, pending: 'sign-out' },
          (id) => (event.signInId ?? id) === id,
        ),
      }
    case 'doubted':
      return doubted(machine, event.stamp)
    case 'foreign-change-started':
      return awaiting.includes(event.from) ? machine : { ...machine, awaiting: [...awaiting, event.from] }
    case 'foreign-change-ended':
      return {
        ...(event.doubt ? doubted(machine, event.stamp) : machine),
        awaiting: awaiting.filter((from) => from !== event.from),
      }
  }
}

/** What was asked before the doubt arose cannot settle it. */
const doubted = (machine: SessionMachine, stamp: number): SessionMachine => ({
  ...machine,
  asOf: Math.max(machine.asOf, stamp),
  unsettled: true,
})

const statusOf = (container: SessionContainer | undefined): SessionStatus =>
  container ? (container.activeSignIn ? 'signed-in' : 'signed-out') : 'loading'

function settled(
  machine: SessionMachine,
  { container, stamp, heard, error }: Answer & { error?: SessionError | undefined },
  pending: string | undefined,
): SessionMachine {
  const shared = reuse(machine.state.container, container)
  const state = { status: statusOf(shared), container: shared, pending, stale: false, error }
  return { ...machine, asOf: stamp, heard, unsettled: false, state: change(machine.state, state) }
}

const failed = (state: SessionState, error: SessionError): SessionState => {
  const { container, status } = state
  return change(state, { status: container ? status : 'unavailable', stale: container !== undefined, error })
}

/** An unchanged state keeps its reference, so that nobody hears of it. */
function change(state: SessionState, patch: Partial<SessionState>): SessionState {
  const keys = Object.keys(patch) as (keyof SessionState)[]
  return keys.every((key) => state[key] === patch[key]) ? state : { ...state, ...patch }
}

function withoutSignIns(state: SessionState, gone: (id: string) => boolean): SessionState {
  const { container } = state
  if (!container) return state
  const active = container.activeSignIn
  const left: SessionContainer = {
    ...container,
    signIns: container.signIns.filter((signIn) => !gone(signIn.id)),
    activeSignIn: active && !gone(active.id) ? active : undefined,
  }
  return { ...state, container: left, status: statusOf(left) }
}

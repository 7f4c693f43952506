import type { SessionError } from '../../errors.js'
import type { SessionContainer } from '../../model/session.js'
import { type SessionState, statusOf } from '../../model/session-state.js'
import { type Freshness, type Interval, isFresh, nothingKnown } from '../../time/freshness.js'

/** An answer of the server about the session, and when. */
export interface Answer extends Interval {
  readonly container: SessionContainer
}

/** The state, and what only the machine needs. */
export interface SessionMachine {
  readonly state: SessionState
  readonly freshness: Freshness
  /** The shown answer, as it arrived; undefined before the first one. */
  readonly answer: Answer | undefined
  /** Tabs that announced a change and have not published its outcome. */
  readonly changingTabs: readonly string[]
  /** Sign-ins that were signed out in this browser. They are removed from answers that still list them. */
  readonly endedSignIns: readonly string[]
  /** Answers of this tab and others that could not be shown on arrival. They overlap in time; older ones are dropped. */
  readonly overheard: readonly Answer[]
}

/** `from` is the tab that sent the event; undefined means this one. */
export type SessionEvent =
  | { readonly type: 'answer-received'; readonly answer: Answer; readonly from?: string }
  | { readonly type: 'remembered'; readonly container: SessionContainer }
  | { readonly type: 'retrieval-failed'; readonly error: SessionError; readonly askedAt: number }
  | { readonly type: 'mutation-started'; readonly kind: string }
  /** `next` is the change that follows at once, so that no token is minted in between. */
  | {
      readonly type: 'mutation-committed'
      readonly answer: Answer
      readonly settledAt: number
      readonly error: SessionError | undefined
      readonly next: string | undefined
      readonly from?: string
    }
  | { readonly type: 'mutation-refused'; readonly error: SessionError; readonly next: string | undefined }
  | {
      readonly type: 'mutation-unsettled'
      readonly error: SessionError
      readonly at: number
      readonly next: string | undefined
    }
  | { readonly type: 'sign-in-expired'; readonly signInId: string; readonly at: number }
  | { readonly type: 'signed-out'; readonly signInIds: readonly string[]; readonly at: number; readonly from?: string }
  /** Another page of this browser signed out and left a note in storage. */
  | { readonly type: 'sign-out-noted'; readonly signInIds: readonly string[]; readonly at: number }
  /** The server refused to end these, so they are shown again. */
  | { readonly type: 'sign-out-refused'; readonly signInIds: readonly string[]; readonly from?: string }
  | { readonly type: 'doubted'; readonly at: number }
  | { readonly type: 'clock-set-back'; readonly at: number }
  | { readonly type: 'foreign-change-started'; readonly from: string }
  /** `doubtedAt`: the tab became silent, or did not know the outcome of its change. */
  | { readonly type: 'foreign-change-ended'; readonly from: string; readonly doubtedAt?: number }

/**
 * The outcome of an event.
 * - `applied`: it changed the state or the machine.
 * - `unchanged`: it changed nothing.
 * - `held`: an answer during a change of this tab; it may be from before or after the change.
 * - `older`, `unordered`: an answer that may not be current; ask again.
 */
export type Outcome = 'applied' | 'unchanged' | 'held' | 'older' | 'unordered'

export interface Step {
  readonly machine: SessionMachine
  readonly outcome: Outcome
}

/** The container that a server rendered. */
export interface InitialContainer {
  readonly container: SessionContainer
  /** Whether it is too old to be trusted: then show it, and fetch the session. */
  readonly isOld: boolean
}

export const initialMachine = (initial?: InitialContainer): SessionMachine => ({
  state: {
    status: statusOf(initial?.container),
    container: initial?.container,
    pending: undefined,
    stale: initial?.isOld ?? false,
    error: undefined,
    ended: undefined,
  },
  freshness: initial ? { shown: { askedAt: 1, heardAt: 1 }, doubtedAt: initial.isOld ? 1 : 0 } : nothingKnown,
  answer: undefined,
  changingTabs: [],
  endedSignIns: [],
  overheard: [],
})

/** Whether no change is under way, here or in another tab. */
export const isQuiet = ({ state, changingTabs }: SessionMachine): boolean =>
  state.pending === undefined && changingTabs.length === 0

/** Whether the shown state is current as far as this tab knows, and no change is under way. */
export const isCertain = (machine: SessionMachine): boolean =>
  isQuiet(machine) && machine.state.container !== undefined && isFresh(machine.freshness)

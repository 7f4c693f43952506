import type { SessionError } from '../errors.js'
import type { SessionContainer } from '../model/session.js'
import { type SessionState, statusOf } from '../model/session-state.js'
import { type Freshness, type Interval, isFresh, nothingKnown } from '../time/freshness.js'

/** What the server said of the session, and when. */
export interface Answer extends Interval {
  readonly container: SessionContainer
}

/** The state beside what only the machine needs. */
export interface SessionMachine {
  readonly state: SessionState
  readonly freshness: Freshness
  /** The answer that is shown, as it came; undefined while none is. */
  readonly answer: Answer | undefined
  /** Tabs that announced a change and have not told its outcome. */
  readonly changingTabs: readonly string[]
  /** Sign-ins that were signed out in this browser. An answer that still lists one is not believed in that. */
  readonly endedSignIns: readonly string[]
  /** The newest answer, of this tab or another, that could not be shown when it came. */
  readonly overheard: Answer | undefined
}

/** `from` names the tab it came from; undefined means this one. */
export type SessionEvent =
  | { readonly type: 'answer-received'; readonly answer: Answer; readonly from?: string }
  | { readonly type: 'remembered'; readonly container: SessionContainer }
  | { readonly type: 'retrieval-failed'; readonly error: SessionError; readonly askedAt: number }
  | { readonly type: 'mutation-started'; readonly kind: string }
  /** `next` is the change that follows at once: then no token is minted in between. */
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
  /** Another page of this browser signed out; its note was found in storage. */
  | { readonly type: 'sign-out-noted'; readonly signInIds: readonly string[]; readonly at: number }
  /** The server refuses to end these: they are shown again. */
  | { readonly type: 'sign-out-refused'; readonly signInIds: readonly string[]; readonly from?: string }
  | { readonly type: 'doubted'; readonly at: number }
  | { readonly type: 'clock-set-back'; readonly at: number }
  | { readonly type: 'foreign-change-started'; readonly from: string }
  /** `doubtedAt`: the tab fell silent, or could not tell what became of its change. */
  | { readonly type: 'foreign-change-ended'; readonly from: string; readonly doubtedAt?: number }

/**
 * What became of an event.
 * - `applied`: the state, or what it is believed with, is another.
 * - `unchanged`: it said nothing new.
 * - `held`: an answer that came while a change of this tab is under way; it may be of before or after.
 * - `older`, `unordered`: an answer that does not tell what is true now; ask again.
 */
export type Outcome = 'applied' | 'unchanged' | 'held' | 'older' | 'unordered'

export interface Step {
  readonly machine: SessionMachine
  readonly outcome: Outcome
}

/** A container to begin with, as a server rendered it. */
export interface InitialContainer {
  readonly container: SessionContainer
  /** Whether it is too old to be believed: then it is shown, and asked about. */
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
  overheard: undefined,
})

/** Whether no change is under way, here or in another tab. */
export const isQuiet = ({ state, changingTabs }: SessionMachine): boolean =>
  state.pending === undefined && changingTabs.length === 0

/** Whether what is shown is the truth as far as this tab was told, and no change is under way. */
export const isCertain = (machine: SessionMachine): boolean =>
  isQuiet(machine) && machine.state.container !== undefined && isFresh(machine.freshness)

import { SessionError } from '../../errors.js'
import type { SessionContainer, SignIn } from '../../model/session.js'
import { lastOf } from '../engine/arrivals.js'
import type { Engine } from '../engine/create-flow.js'
import type { ToldStep } from '../engine/declaration.js'
import { createNote, removeAttemptNotes } from '../engine/note.js'
import { type SentTimes, sentTimes } from '../engine/sent-times.js'
import type { EndedStep, InProgress } from './attempt-steps.js'

/** The fields of all attempts that the trackers read. */
export interface AttemptLike {
  readonly id: string
  readonly currentStep: string
  readonly remainingSteps: readonly string[]
  readonly missingFields: readonly string[]
}

/** The differences between attempts to sign in and to sign up. */
export interface AttemptRules<A> {
  readonly kind: 'signin' | 'signup'
  readonly attemptsOf: (container: SessionContainer) => readonly A[]
  /** How long an attempt lasts after the server has updated it; undefined if the server does not say. */
  readonly lifetimeMsOf: (attempt: A) => number | undefined
  /** Whether it ended with the account signed in. */
  readonly isFinished: (attempt: A) => boolean
  /** Whether it belongs to this account. */
  readonly isOf: (attempt: A, signIn: SignIn) => boolean
  /** Whether the server waits for something that it does not accept any more. */
  readonly isDeadEnd: (attempt: A) => boolean
  /** The id of the attempt in the page's URL. */
  readonly addressed: () => string | undefined
}

/** The last code or link, and where it was sent. */
interface Sent {
  /** The step it was sent for, by the server's name. */
  readonly step: string
  readonly atMs: number
  /** Masked; `""` if the server did not say. */
  readonly address: string
  /** The chosen second factor, by its wire name. */
  readonly method: string
}

/** What is known of an attempt beside the session. It is stored across pages, and contains no secret. */
interface Memory {
  readonly attemptId?: string | undefined
  /** By this machine's clock. */
  readonly deadlineMs?: number | undefined
  readonly sent?: Sent | undefined
}

/** Why an attempt cannot be continued. */
type AttemptEnd = EndedStep['reason']

/** Tracks the attempt of a flow: found in the session by its id, and remembered across pages. */
export interface AttemptTracker<A extends AttemptLike> {
  readonly rules: AttemptRules<A>
  /** All attempts of its kind in the session. */
  readonly attempts: (container?: SessionContainer) => readonly A[]
  /** The tracked attempt, or another one; undefined if the session does not list it. */
  readonly find: (id?: string, container?: SessionContainer) => A | undefined
  /** Returns the attempt in progress, or throws `out-of-step`. */
  readonly current: () => A
  readonly isTracking: () => boolean
  readonly isFinished: () => boolean
  /** Whether it knows an address that something was sent to. */
  readonly isHolding: () => boolean
  /** Whether the attempt belongs to an account that was signed out. */
  readonly isOf: (signIn: SignIn) => boolean
  /** When it expires; undefined if it has expired, or the time is not known. */
  readonly deadlineMs: () => number | undefined
  /** What was sent last for a step. */
  readonly sentFor: (step: string | undefined) => Sent | undefined
  readonly times: (step: string) => SentTimes
  readonly remember: (patch: Memory) => void
  /** Drops the attempt and its note. */
  readonly forget: () => void
  /** Removes the note of a finished attempt. */
  readonly settle: () => void
  /** Tracks an attempt that has just begun here. */
  readonly adopt: (id: string) => void
  /** Resumes what an earlier page or another tab began, by its id or its note. Sends no request. */
  readonly resume: (attemptId?: string) => void
  /** The same, but fetches the session if it does not show the attempt. */
  readonly takeUp: (attemptId?: string) => Promise<void>
  /** Marks the attempt as ended. */
  readonly endAs: (reason?: AttemptEnd) => void
  /** Its step after it ended; undefined while it goes on. */
  readonly ended: () => ToldStep<EndedStep> | undefined
  /** The fields of every step in progress. */
  readonly inProgress: (attempt: A, expiresAtMs?: number) => Omit<InProgress, 'restart'>
}

export function createAttemptTracker<A extends AttemptLike>(
  { client, begin, complete }: Engine<unknown>,
  rules: AttemptRules<A>,
): AttemptTracker<A> {
  const { attemptsOf, lifetimeMsOf, isFinished, isDeadEnd } = rules
  const { clock } = client.ports
  const note = createNote(client, rules.kind)
  let memory: Memory = {}
  let end: AttemptEnd | undefined
  let isUnseen = false

  const attempts = (container = client.$state.get().container) => (container ? attemptsOf(container) : [])
  const find = (id = memory.attemptId, container?: SessionContainer) => lastOf(attempts(container), id)
  const isOver = () => clock.now() >= (memory.deadlineMs ?? Infinity)
  const recall = (): Memory => note.read() ?? {}
  const sentFor = (step: string | undefined) => (memory.sent?.step === step ? memory.sent : undefined)

  const isOursFinished = () => {
    const attempt = find()
    return attempt !== undefined && isFinished(attempt)
  }

  const remember = (patch: Memory) => {
    memory = { ...memory, ...patch }
    note.write(memory)
  }

  const forget = () => {
    const noted: unknown = recall().attemptId
    // Another tab may have begun another attempt since: keep its note.
    const isAnothers = memory.attemptId !== undefined && typeof noted === 'string' && noted !== memory.attemptId
    if (!isAnothers) note.remove()
    memory = {}
    end = undefined
  }

  const settle = () => {
    if (!isOursFinished()) return
    removeAttemptNotes(client)
    memory = { ...memory, sent: undefined }
  }

  const resume = (attemptId = rules.addressed()) => {
    const noted = recall()
    const id = attemptId ?? noted.attemptId
    if (!id || id === memory.attemptId) return
    complete(false)
    end = undefined
    memory = id === noted.attemptId ? noted : {}
    remember({ attemptId: id })
    isUnseen = true
  }

  const endOf = (attempt: A): AttemptEnd | undefined => {
    const isStuck = isDeadEnd(attempt) && attempt.missingFields.length === 0
    return end ?? (isOver() ? 'expired' : isStuck ? 'dead-end' : undefined)
  }

  return {
    rules,
    attempts,
    find,
    remember,
    forget,
    settle,
    sentFor,
    times: (step) => sentTimes(sentFor(step)?.atMs),
    isTracking: () => memory.attemptId !== undefined,
    current() {
      const attempt = find()
      if (!attempt) throw new SessionError('out-of-step', 'No attempt is in progress')
      return attempt
    },
    isFinished() {
      // An attempt that finished before this page read it cannot be continued.
      if (isUnseen && isOursFinished()) forget()
      isUnseen = false
      return isOursFinished()
    },
    isHolding: () => memory.sent !== undefined,
    isOf(signIn) {
      const attempt = find()
      // If it is gone with its browser session, we cannot tell whose it was: drop the address.
      if (!attempt && memory.sent) remember({ sent: undefined })
      return attempt !== undefined && rules.isOf(attempt, signIn)
    },
    deadlineMs: () => (isOver() ? undefined : (memory.deadlineMs ?? undefined)),
    adopt(id) {
      end = undefined
      const attempt = find(id)
      const lifetimeMs = attempt && lifetimeMsOf(attempt)
      const noted = recall()
      // If it was tracked before, for example by the tab of its link, its lifetime goes on.
      const known = noted.attemptId === id ? noted.deadlineMs : undefined
      remember({
        attemptId: id,
        deadlineMs: known ?? (lifetimeMs === undefined ? undefined : clock.now() + lifetimeMs),
        sent: undefined,
      })
      settle()
    },
    resume,
    async takeUp(attemptId) {
      const { check } = begin()
      if (!client.$state.get().container) await client.refetch()
      check()
      resume(attemptId)
      // It may have begun elsewhere since the session was last fetched.
      if (memory.attemptId && !find()) await client.refetch()
    },
    endAs(reason) {
      end = reason ?? (isOver() ? 'expired' : 'gone')
    },
    ended() {
      const attempt = find()
      const reason = attempt ? endOf(attempt) : 'gone'
      return reason && { kind: 'ended', reason }
    },
    inProgress({ id, currentStep }, expiresAtMs) {
      return { key: `${currentStep} of ${id}`, attemptId: id, expiresAtMs: memory.deadlineMs ?? expiresAtMs }
    },
  }
}

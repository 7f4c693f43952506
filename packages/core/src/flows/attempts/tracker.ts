import { SessionError } from '../../errors.js'
import type { SessionContainer, SignIn } from '../../model/session.js'
import { lastOf } from '../engine/arrivals.js'
import type { Engine } from '../engine/create-flow.js'
import type { ToldStep } from '../engine/declaration.js'
import { createNote, removeAttemptNotes } from '../engine/note.js'
import { type SentTimes, sentTimes } from '../engine/sent-times.js'
import type { EndedStep, InProgress } from './attempt-steps.js'

/** What all attempts have that the trackers look at. */
export interface AttemptLike {
  readonly id: string
  readonly currentStep: string
  readonly remainingSteps: readonly string[]
  readonly missingFields: readonly string[]
}

/** What differs between attempts to sign in and to sign up. */
export interface AttemptRules<A> {
  readonly kind: 'signin' | 'signup'
  readonly attemptsOf: (container: SessionContainer) => readonly A[]
  /** How long an attempt the server has just touched will last; undefined when it does not say. */
  readonly lifetimeMsOf: (attempt: A) => number | undefined
  /** Whether the account came of it. */
  readonly isFinished: (attempt: A) => boolean
  /** Whether it is one of this account's. */
  readonly isOf: (attempt: A, signIn: SignIn) => boolean
  /** Whether the server waits for something that it cannot take any more. */
  readonly isDeadEnd: (attempt: A) => boolean
  /** The attempt that the address of the page names. */
  readonly addressed: () => string | undefined
}

/** What was sent last, and where to. */
interface Sent {
  /** The server's name of the step it was sent for. */
  readonly step: string
  readonly atMs: number
  /** Masked; `""` when the server did not say. */
  readonly address: string
  /** The second factor that was chosen, by its wire name. */
  readonly method: string
}

/** What is remembered of an attempt beside the session. It outlives the page, and holds no secret. */
interface Memory {
  readonly attemptId?: string | undefined
  /** By this machine's clock. */
  readonly deadlineMs?: number | undefined
  readonly sent?: Sent | undefined
}

/** Why nothing more can come of an attempt. */
type AttemptEnd = EndedStep['reason']

export type AttemptTracker<A extends AttemptLike> = ReturnType<typeof createAttemptTracker<A>>

/** Keeps track of the attempt a flow is about: found in the session by its id, and remembered across pages. */
export function createAttemptTracker<A extends AttemptLike>(
  { client, begin, complete }: Engine<unknown>,
  rules: AttemptRules<A>,
) {
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
    // Another tab may have begun another one since; its note is not ours to take.
    const isAnothers = memory.attemptId !== undefined && typeof noted === 'string' && noted !== memory.attemptId
    if (!isAnothers) note.remove()
    memory = {}
    end = undefined
  }

  /** What is finished leaves no note: there is nothing to go on with. */
  const settle = () => {
    if (!isOursFinished()) return
    removeAttemptNotes(client)
    memory = { ...memory, sent: undefined }
  }

  const resume = (attemptId = rules.addressed()) => {
    complete(false)
    const noted = recall()
    const id = attemptId ?? noted.attemptId
    if (!id || id === memory.attemptId) return
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
    begin,
    remember,
    forget,
    settle,
    sentFor,
    times: (step: string): SentTimes => sentTimes(sentFor(step)?.atMs),
    isTracking: () => memory.attemptId !== undefined,
    /** The attempt that is in progress, or throws `out-of-step`. */
    current(): A {
      const attempt = find()
      if (!attempt) throw new SessionError('out-of-step', 'There is no attempt in progress')
      return attempt
    },
    isFinished(): boolean {
      // Finished before this page looked, it is nothing to go on with.
      if (isUnseen && isOursFinished()) forget()
      isUnseen = false
      return isOursFinished()
    },
    /** Whether it knows where something was sent to. */
    isHolding: () => memory.sent !== undefined,
    /** Whether what is tracked belongs to an account that was signed out. */
    isOf(signIn: SignIn): boolean {
      const attempt = find()
      // Gone with its browser session it does not tell whose it was.
      if (!attempt && memory.sent) remember({ sent: undefined })
      return attempt !== undefined && rules.isOf(attempt, signIn)
    },
    /** When it will be over; undefined when it is, or the time is not known. */
    deadlineMs: () => (isOver() ? undefined : (memory.deadlineMs ?? undefined)),
    /** Takes up an attempt that has just begun here. */
    adopt(id: string) {
      end = undefined
      const attempt = find(id)
      const lifetimeMs = attempt && lifetimeMsOf(attempt)
      const noted = recall()
      // Taken up once more, by the tab of its link for example, it does not begin anew.
      const known = noted.attemptId === id ? noted.deadlineMs : undefined
      remember({
        attemptId: id,
        deadlineMs: known ?? (lifetimeMs === undefined ? undefined : clock.now() + lifetimeMs),
        sent: undefined,
      })
      settle()
    },
    /** Takes up what an earlier page or another tab began, by its id or as last noted. Asks nobody. */
    resume,
    /** The same, asking for the session where it does not show the attempt. */
    async takeUp(attemptId?: string) {
      if (!client.$state.get().container) await client.refetch()
      resume(attemptId)
      // It may have been begun elsewhere since the session was last heard of.
      if (memory.attemptId && !find()) await client.refetch()
    },
    /** Nothing more can come of it. */
    endAs(reason?: AttemptEnd) {
      end = reason ?? (isOver() ? 'expired' : 'gone')
    },
    /** What its step tells once nothing more can come of it. */
    ended(): ToldStep<EndedStep> | undefined {
      const attempt = find()
      const reason = attempt ? endOf(attempt) : 'gone'
      return reason && { kind: 'ended', reason }
    },
    /** What every step of it tells. */
    inProgress({ id, currentStep }: A, expiresAtMs?: number): Omit<InProgress, 'restart'> {
      return { key: `${currentStep} of ${id}`, attemptId: id, expiresAtMs: memory.deadlineMs ?? expiresAtMs }
    },
  }
}

import type { Client } from '../client.js'
import { isRefusal, isSessionError, SessionError } from '../errors.js'
import type { SessionContainer, SignIn } from '../model/session.js'
import { maybe, object, opaque, text } from '../wire/primitives.js'
import { refuseBeyondLimit } from './account-limit.js'
import { lastOf, watchAccounts } from './arrivals.js'
import type { ChallengeField, ChallengeOptions } from './challenge.js'
import { challenged } from './challenge.js'
import { isUnnamedRefusal, namedAs, renamed } from './refusals.js'
import { refuseTooSoon, type SentTimes, sentTimes } from './sent-times.js'
import type { EndedStep } from './sign-in-steps.js'
import { normalizeCode } from './typed-code.js'

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
export interface Memory {
  readonly attemptId?: string | undefined
  /** By this machine's clock. */
  readonly deadlineMs?: number | undefined
  readonly sent?: Sent | undefined
}

/** Why nothing more can come of an attempt. */
type AttemptEnd = EndedStep['reason']

interface AttemptLike {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly currentStep: string
  readonly remainingSteps: readonly string[]
  readonly missingFields: readonly string[]
  readonly completed: boolean
}

const prepared = maybe(object({ masked_phone: text, masked_email: text, method: text, verification_method: text }))

interface AttemptNeeds<A> extends ChallengeOptions {
  readonly client: Client
  readonly kind: 'signin' | 'signup'
  readonly attemptsOf: (container: SessionContainer) => readonly A[]
  /** How long an attempt the server has just touched will last; undefined when it does not say. */
  readonly lifetimeMsOf: (attempt: A) => number | undefined
  /** Whether the account came of it. */
  readonly isFinished: (attempt: A) => boolean
  /** Whether it is one of this account's. */
  readonly isOf: (attempt: A, signIn: SignIn) => boolean
  /** Whether the server waits for something that it cannot take any more. */
  readonly isDeadEnd?: (attempt: A) => boolean
}

/** The attempt a flow is about: found by its id, remembered across pages, worked off step by step. */
export function createAttemptRoom<A extends AttemptLike>(needs: AttemptNeeds<A>) {
  const { client, kind, attemptsOf, lifetimeMsOf, isFinished, isOf, isDeadEnd = () => false } = needs
  const { clock, storage } = client.ports
  const noteName = `wachter_${kind}_${new URL(client.baseUrl).host}`
  /** An attempt belongs to the browser session, whoever is active there. */
  const change = { kind: kind === 'signin' ? 'sign-in' : 'sign-up', scope: 'session' } as const
  let memory: Memory = {}
  let end: AttemptEnd | undefined
  let isUnseen = false
  let era = 0

  const list = (): readonly A[] => {
    const { container } = client.$state.get()
    return container ? attemptsOf(container) : []
  }
  const find = (id: string | undefined, attempts = list()) => lastOf(attempts, id)

  const isOurs = (asked: (attempt: A) => boolean) => {
    const attempt = find(memory.attemptId)
    return attempt !== undefined && asked(attempt)
  }

  const remember = (patch: Memory) => {
    memory = { ...memory, ...patch }
    storage.set(noteName, JSON.stringify(memory))
  }

  const recall = (): Memory => {
    try {
      const note: unknown = JSON.parse(storage.get(noteName) ?? '{}')
      return typeof note === 'object' && note !== null ? note : {}
    } catch {
      return {}
    }
  }

  const forget = () => {
    const noted: unknown = recall().attemptId
    // Another tab may have begun another one since; its note is not ours to take.
    const isAnothers = memory.attemptId !== undefined && typeof noted === 'string' && noted !== memory.attemptId
    if (!isAnothers) storage.remove(noteName)
    memory = {}
    end = undefined
  }

  /** Forgets it, and nothing that is under way takes it up again. */
  const leave = () => {
    era++
    forget()
  }

  /** Gives what throws once the attempt was left: what comes of it then concerns nobody. */
  const watchLeaving = () => {
    const begun = era
    return () => {
      if (era !== begun) throw new SessionError('superseded', 'It was left meanwhile')
    }
  }

  const isOver = () => clock.now() >= (memory.deadlineMs ?? Infinity)

  /** What was sent for a step. */
  const sentFor = (step: string | undefined) => (memory.sent?.step === step ? memory.sent : undefined)

  /** Sees whether an attempt that could not go on is over. Another tab may have gone on with it, and left us behind. */
  const ending = (before: A | undefined) => {
    const unlessLeft = watchLeaving()
    return async (error: unknown): Promise<never> => {
      unlessLeft()
      const isNamed = isSessionError(error) && error.errors.some(({ code }) => code === 'BAD_SIGN_IN_ATTEMPT')
      if (!isNamed && !mayMeanItsEnd(error)) throw error
      const isHeard = await client.refetch().then(
        () => true,
        () => false,
      )
      unlessLeft()
      if (!isHeard) throw error
      const after = find(before?.id)
      const isMoved = after !== undefined && (isFinished(after) || after.currentStep !== before?.currentStep)
      if (!isMoved && after && isDeadEnd(after)) end = 'dead-end'
      else if (!isMoved && (isNamed || !after)) end = isOver() ? 'expired' : 'gone'
      else if (!isMoved) throw error
      throw error.code === 'bad-sign-in-attempt'
        ? error
        : renamed(error, 'bad-sign-in-attempt', 'The attempt cannot be continued')
    }
  }

  const adopt = (id: string) => {
    end = undefined
    const attempt = find(id)
    const lifetimeMs = attempt && lifetimeMsOf(attempt)
    const note = recall()
    // Taken up once more, by the tab of its link for example, it does not begin anew.
    const known = note.attemptId === id ? note.deadlineMs : undefined
    remember({
      attemptId: id,
      deadlineMs: known ?? (lifetimeMs === undefined ? undefined : clock.now() + lifetimeMs),
      sent: undefined,
    })
    settle()
  }

  /** Tells from a later session whether an attempt has come further than it is now. */
  const watchProgress = (before: A | undefined) => {
    const left = ({ remainingSteps, missingFields }: A) => remainingSteps.length + missingFields.length
    return (container: SessionContainer): boolean => {
      const after = find(before?.id, attemptsOf(container))
      if (!before || !after) return false
      return isFinished(after) || after.currentStep !== before.currentStep || left(after) < left(before)
    }
  }

  /** What is finished leaves no note: there is nothing to go on with. */
  const settle = () => {
    if (!isOurs(isFinished)) return
    storage.remove(noteName)
    memory = { ...memory, sent: undefined }
  }

  const send = async (strategy: string, query: { last_digits?: string; redirect_uri?: string | undefined } = {}) => {
    const attempt = find(memory.attemptId)
    if (!attempt) throw new SessionError('out-of-step', 'There is no attempt to send anything for')
    const sent = sentFor(attempt.currentStep)
    if (sent?.method === strategy) refuseTooSoon(clock, sent.atMs)
    const unlessLeft = watchLeaving()
    const answer = await challenged(needs, (form: ChallengeField) =>
      client.request({
        method: 'post',
        path: 'auth/prepare-verification',
        query: { attempt_identifier: attempt.id, identifier_type: kind, strategy, ...query },
        form: { ...form },
        schema: prepared,
      }),
    ).catch(ending(attempt))
    unlessLeft()
    const address = answer?.masked_email || answer?.masked_phone || ''
    remember({ sent: { step: attempt.currentStep, atMs: clock.now(), address, method: strategy } })
  }

  return {
    memory: () => memory,
    attempt: () => find(memory.attemptId),
    isFinished: () => isOurs(isFinished),
    adopt,
    forget,
    leave,
    watchLeaving,
    /** When it will be over; undefined when it is, or nobody knows. */
    deadlineMs: () => (isOver() ? undefined : (memory.deadlineMs ?? undefined)),
    sentFor,
    /** Why there is nothing more to do with it, if so. */
    end(): AttemptEnd | undefined {
      const attempt = find(memory.attemptId)
      const isStuck = attempt !== undefined && isDeadEnd(attempt) && attempt.missingFields.length === 0
      return end ?? (isOver() ? 'expired' : isStuck ? 'dead-end' : undefined)
    },
    /** Whether it knows where something was sent to. */
    isHolding: () => memory.sent !== undefined,
    /** Lets go of what belongs to an account that was signed out. */
    release(signIn: SignIn) {
      const attempt = find(memory.attemptId)
      if (attempt && isOf(attempt, signIn)) leave()
      // Gone with its browser session it does not tell whose it was.
      else if (!attempt && memory.sent) remember({ sent: undefined })
    },
    /** Takes up what an earlier page or another tab began, by its id or as last noted. Asks nobody. */
    resume(attemptId?: string) {
      const note = recall()
      const id = attemptId ?? note.attemptId
      if (!id || id === memory.attemptId) return
      end = undefined
      memory = id === note.attemptId ? note : {}
      remember({ attemptId: id })
      isUnseen = true
    },
    /** Drops what was finished before this page looked: it is nothing to go on with. */
    dropFinished() {
      if (isUnseen && isOurs(isFinished)) forget()
      isUnseen = false
    },
    /**
     * Makes a new attempt and takes it up. An answer that was lost is looked for in the session.
     *
     * @param isLike whether an attempt may be the one asked for: another tab may have begun one, too
     * @param send gives the id the answer named, if any
     */
    async begin(
      isLike: (attempt: A) => boolean,
      send: (landed: (container: SessionContainer) => boolean) => Promise<string | undefined>,
    ) {
      const unlessLeft = watchLeaving()
      if (!client.$state.get().container) await client.refetch()
      refuseBeyondLimit(client)
      const known = list().map(({ id }) => id)
      const hasNewAccount = watchAccounts(client)
      const newcomer = (attempts = list()) => {
        const [id, ...others] = new Set(
          attempts.filter((attempt) => !known.includes(attempt.id) && isLike(attempt)).map((attempt) => attempt.id),
        )
        // Of two alike nobody knows which is ours.
        return others.length > 0 ? undefined : id
      }
      const named = await send((container) => newcomer(attemptsOf(container)) !== undefined || hasNewAccount(container))
      unlessLeft()
      const id = named ?? newcomer()
      if (id) adopt(id)
      const { container } = client.$state.get()
      // An attempt that cannot be read is left out of the session.
      if (!id && container && !hasNewAccount(container)) {
        throw new SessionError('invalid-response', 'The session shows neither an attempt nor a new account')
      }
      return id
    },
    /** Sends the code or link of the current step. */
    send,
    /** Tells the server which second factor will be given. Sends nothing to anybody. */
    async choose(method: string) {
      if (sentFor(find(memory.attemptId)?.currentStep)?.method !== method) await send(method)
    },
    /** Gives the code of the current step, and settles when the session shows what came of it. */
    async verify(code: string, query: { method?: string; invite_token?: string | undefined } = {}) {
      requireText('code', code)
      const verification_code = normalizeCode(code, query.method === 'backup_code' ? 'backup' : 'one-time')
      requireText('code', verification_code)
      const attempt = find(memory.attemptId)
      if (!attempt) throw new SessionError('out-of-step', 'There is no attempt to verify')
      await client
        .mutate(
          {
            method: 'post',
            path: 'auth/attempt-verification',
            query: { attempt_identifier: attempt.id, identifier_type: kind, ...query },
            form: { verification_code },
            schema: opaque,
          },
          { ...change, landed: watchProgress(attempt) },
        )
        .catch(ending(attempt))
        .catch(namedAs(400, 'code-rejected', 'The code is wrong, used or too old'))
      settle()
    },
    /** Fills in what the deployment requires of this person. */
    async complete(form: Readonly<Record<string, string | undefined>>) {
      const attempt = find(memory.attemptId)
      await client
        .mutate(
          {
            method: 'post',
            path: 'auth/complete-profile',
            query: { attempt_id: memory.attemptId },
            form,
            schema: opaque,
          },
          { ...change, landed: watchProgress(attempt) },
        )
        .catch(ending(attempt))
        .catch(async (error: unknown) => {
          // What is still missing shows only in the session (PROTOCOL.md §6.4).
          if (isRefusal(error) && error.status === 400) await client.refetch().catch(() => undefined)
          throw error
        })
      const after = find(attempt?.id)
      if (after && !isFinished(after) && isDeadEnd(after)) end = 'dead-end'
      settle()
    },
    times: (step: string): SentTimes => sentTimes(sentFor(step)?.atMs),
  }
}

/** What the server says of a code, or of fields, and goes on with the attempt. */
const wordsOfInput = /\b(otp|code|required)\b/i

/** An attempt that is not known is answered with 500 here and there, a completed one with a mere sentence. */
function mayMeanItsEnd(error: unknown): error is SessionError {
  if (isUnnamedRefusal(error, 400) || isUnnamedRefusal(error, 404)) return !wordsOfInput.test(error.message)
  return isSessionError(error) && error.code === 'server-error' && error.status === 500
}

export function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string' || !value.trim()) throw new SessionError('invalid-argument', `${name} must be text`)
}

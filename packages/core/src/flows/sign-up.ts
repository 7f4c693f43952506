import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import type { SignUpAttempt } from '../model/session.js'
import type { SessionState } from '../model/session-state.js'
import { session } from '../wire/session.js'
import { createCompletion, isIdentifierOf } from './accounts-left.js'
import { createAttemptRoom } from './attempt.js'
import { type ChallengeOptions, challenged } from './challenge.js'
import { createMachine } from './machine.js'
import { fieldsFromWire, profileToForm } from './profile.js'
import type { SignUpCodeStep, SignUpProfileStep, SignUpStartStep, SignUpState, SignUpStep } from './sign-up-steps.js'

export interface SignUpFlow {
  readonly $state: ReadableAtom<SignUpState>
  /**
   * Takes up a sign-up in progress: by its id, else what this browser last began. Sends nothing. The first listener of
   * `$state` does it by itself.
   */
  readonly resume: (attemptId?: string) => Promise<SignUpState>
  /** Leaves whatever is in progress. */
  readonly restart: () => void
}

/** The wire does not tell the end of a sign-up attempt (PROTOCOL.md §5.3). */
const attemptLifetimeMs = 600_000

/**
 * Creates accounts. Starts nothing by itself.
 *
 * @see PROTOCOL.md §3.3, §6.5
 */
export function createSignUp(client: Client, options: ChallengeOptions = {}): SignUpFlow {
  const room = createAttemptRoom({
    ...options,
    client,
    kind: 'signup',
    attemptsOf: ({ signUpAttempts }) => signUpAttempts,
    lifetimeMsOf: () => attemptLifetimeMs,
    // One that needed no verification never says that it is complete.
    isFinished: ({ completed, currentStep, missingFields }) =>
      completed || (!currentStep && missingFields.length === 0),
    isOf: ({ email, username, phoneNumber }, signIn) =>
      [email, username, phoneNumber].some((typed) => isIdentifierOf(signIn, typed)),
  })
  let isDone = false
  const completion = createCompletion()

  const forget = () => {
    room.leave()
    isDone = false
    completion.reset()
  }

  const restart = () => {
    forget()
    machine.leave()
  }

  const start: SignUpStartStep = {
    kind: 'start',
    submit: ({ password, inviteToken, ...profile }) =>
      machine.act('start', 'submit', [profile, password, inviteToken], async () => {
        const form = {
          ...profileToForm(profile),
          password: password || undefined,
          invite_token: inviteToken || invitation(),
        }
        const isLike = ({ email, username }: SignUpAttempt) =>
          isSame(email, profile.email) && isSame(username, profile.username)
        const id = await room.begin(isLike, async (landed) => {
          const answer = await challenged(options, (challenge) =>
            client.mutate(
              { method: 'post', path: 'auth/signup', form: { ...form, ...challenge }, schema: session },
              { kind: 'sign-up', scope: 'session', landed },
            ),
          )
          return answer?.signup_attempts.at(-1)?.id
        })
        isDone = id === undefined
        completion.reset()
      }),
  }

  const code: Pick<SignUpCodeStep, 'kind' | 'send' | 'verify'> = {
    kind: 'verify-code',
    send: () =>
      machine.act('verify-code', 'send', undefined, () =>
        room.send(isOfPhone(room.attempt()?.currentStep) ? 'phone_otp' : 'email_otp'),
      ),
    verify: (text) => machine.act('verify-code', 'verify', text, () => room.verify(text)),
  }

  const profile: Pick<SignUpProfileStep, 'kind' | 'submit'> = {
    kind: 'complete-profile',
    submit: (input) => machine.act('complete-profile', 'submit', input, () => room.complete(profileToForm(input))),
  }

  const invitation = (): string | undefined => {
    const address = client.ports.page.url()
    return (address && new URL(address).searchParams.get('invite_token')) || undefined
  }

  const isComplete = () => isDone || room.isFinished()

  const stepOf = ({ container }: SessionState): SignUpStep => {
    if (!container) return { kind: 'loading' }
    room.dropFinished()
    // Signed out since: it is time to begin anew.
    if (isComplete() && completion.isUndone(container)) forget()
    if (isComplete()) return container.activeSignIn ? { kind: 'complete', restart } : start
    const { attemptId, deadlineMs } = room.memory()
    const attempt = room.attempt()
    if (!attemptId) return start
    const reason = attempt ? room.end() : 'gone'
    if (!attempt || reason) return { kind: 'ended', reason: reason ?? 'gone', restart }
    const { currentStep, email, phoneCountryCode, phoneNumber } = attempt
    const inProgress = { attemptId: attempt.id, expiresAtMs: deadlineMs ?? undefined, restart }
    if (isOfPhone(currentStep)) {
      const address = phoneCountryCode + phoneNumber
      return { ...inProgress, ...room.times(currentStep), ...code, channel: 'phone', address }
    }
    if (currentStep.startsWith('verify_email')) {
      return { ...inProgress, ...room.times(currentStep), ...code, channel: 'email', address: email }
    }
    if (!currentStep) return { ...inProgress, ...profile, missing: fieldsFromWire(attempt.missingFields) }
    return { ...inProgress, kind: 'unsupported', name: currentStep }
  }

  const resume = (attemptId?: string) => {
    isDone = false
    completion.reset()
    room.resume(attemptId)
  }

  const machine = createMachine<SignUpStep>({
    client,
    stepOf,
    isHolding: room.isHolding,
    onLeft: room.release,
    onFirstWatched: () => resume(),
    wakeAtMs: room.deadlineMs,
  })

  return {
    $state: machine.$state,
    restart,
    resume: (attemptId) =>
      machine.act(undefined, 'resume', attemptId, async () => {
        if (!client.$state.get().container) await client.refetch()
        resume(attemptId)
        // It may have been begun elsewhere since the session was last heard of.
        if (room.memory().attemptId && !room.attempt()) await client.refetch()
      }),
  }
}

/** A server may keep it trimmed, and in small letters. */
const isSame = (kept: string, given = '') => kept.toLowerCase() === given.trim().toLowerCase()

const isOfPhone = (step: string | undefined): boolean => step?.startsWith('verify_phone') === true

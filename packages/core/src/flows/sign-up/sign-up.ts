import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { SignUpAttempt } from '../../model/session.js'
import type { SessionState } from '../../model/session-state.js'
import { session } from '../../wire/session.js'
import { beginAttempt } from '../attempts/beginning.js'
import { type AttemptRules, createAttemptTracker } from '../attempts/tracker.js'
import { createVerification } from '../attempts/verification.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import type { FlowDeclaration, ToldStep } from '../engine/declaration.js'
import { type ChallengeOptions, challenged } from '../inputs/challenge.js'
import { isIdentifierOf } from '../inputs/identifiers.js'
import { createProfileCompletion } from '../profile-completion/profile-completion.js'
import { profileToForm } from '../profile-completion/profile-fields.js'
import type { SignUpState, SignUpStep } from './sign-up-steps.js'

export interface SignUpFlow {
  readonly $state: ReadableAtom<SignUpState>
  /**
   * Resumes a sign-up: by its id, else the last one of this browser. Sends nothing. The first listener of `$state` triggers it.
   */
  readonly resume: (attemptId?: string) => Promise<SignUpState>
  /** Drops the attempt and goes back to `start`. */
  readonly restart: () => void
}

/** The server does not send the expiry of a sign-up attempt (PROTOCOL.md §5.3), ms. */
const attemptLifetimeMs = 600_000

const rules: AttemptRules<SignUpAttempt> = {
  kind: 'signup',
  attemptsOf: ({ signUpAttempts }) => signUpAttempts,
  lifetimeMsOf: () => attemptLifetimeMs,
  // One without a verification is never marked as completed.
  isFinished: ({ completed, currentStep, missingFields }) => completed || (!currentStep && missingFields.length === 0),
  isOf: ({ email, username, phoneNumber }, signIn) =>
    [email, username, phoneNumber].some((typed) => isIdentifierOf(signIn, typed)),
  isDeadEnd: () => false,
  addressed: () => undefined,
}

/**
 * Creates accounts. Sends nothing by itself.
 *
 * @example
 * ```ts
 * import { createSignUp } from '@wachter/core/flows'
 *
 * const { step } = createSignUp(client).$state.get()
 * const made = step.kind === 'start' ? await step.submit({ email: 'ada@example.com', password: '…' }) : undefined
 * if (made?.step.kind === 'verify-code') await made.step.send()
 * ```
 *
 * @see PROTOCOL.md §3.3, §6.5
 */
export const createSignUp = (client: Client, options: ChallengeOptions = {}): SignUpFlow =>
  createFlow<SignUpStep, SignUpFlow>(client, (engine) => declareSignUp(engine, options))

function declareSignUp(engine: Engine<SignUpStep>, options: ChallengeOptions): FlowDeclaration<SignUpStep, SignUpFlow> {
  const { client } = engine
  const tracker = createAttemptTracker(engine, rules)
  const verification = createVerification(engine, tracker, options)
  const profile = createProfileCompletion(verification)

  const stepOf = ({ container }: SessionState, isComplete: boolean): ToldStep<SignUpStep> => {
    if (!container) return { kind: 'loading' }
    if (isComplete) return container.activeSignIn ? { kind: 'complete' } : { kind: 'start' }
    if (!tracker.isTracking()) return { kind: 'start' }
    const ended = tracker.ended()
    if (ended) return ended
    const attempt = tracker.current()
    const { currentStep, email, phoneCountryCode, phoneNumber } = attempt
    const inProgress = tracker.inProgress(attempt)
    const code = { ...inProgress, ...tracker.times(currentStep), kind: 'verify-code' } as const
    if (isOfPhone(currentStep)) return { ...code, channel: 'phone', address: phoneCountryCode + phoneNumber }
    if (currentStep.startsWith('verify_email')) return { ...code, channel: 'email', address: email }
    if (!currentStep) return { ...inProgress, ...profile.tell(attempt) }
    return { ...inProgress, kind: 'unsupported', name: currentStep }
  }

  return {
    actions: {
      start: {
        async submit({ password, inviteToken, ...profile }) {
          const form = {
            ...profileToForm(profile),
            password: password || undefined,
            invite_token: inviteToken || invitationOf(client),
          }
          const isLike = ({ email, username }: SignUpAttempt) =>
            isSame(email, profile.email) && isSame(username, profile.username)
          await beginAttempt(engine, tracker, isLike, async (applied) => {
            const answer = await challenged(options, (challenge) =>
              client.mutate(
                { method: 'post', path: 'auth/signup', form: { ...form, ...challenge }, schema: session },
                { kind: 'sign-up', scope: 'session', applied },
              ),
            )
            return answer?.signup_attempts.at(-1)?.id
          })
        },
      },
      'verify-code': {
        send: () => verification.send(isOfPhone(tracker.current().currentStep) ? 'phone_otp' : 'email_otp'),
        verify: (code) => verification.verify(code),
      },
      'complete-profile': profile.actions,
    },
    always: { resume: tracker.takeUp },
    idle: ['loading', 'start'],
    stepOf,
    forget: tracker.forget,
    isFinished: tracker.isFinished,
    isHolding: tracker.isHolding,
    isOf: tracker.isOf,
    onFirstWatched: () => tracker.resume(),
    wakeAtMs: tracker.deadlineMs,
  }
}

function invitationOf({ ports: { page } }: Client): string | undefined {
  const address = page.url()
  return (address && new URL(address).searchParams.get('invite_token')) || undefined
}

/** The server may trim it and convert it to lower case. */
const isSame = (kept: string, given = '') => kept.toLowerCase() === given.trim().toLowerCase()

const isOfPhone = (step: string): boolean => step.startsWith('verify_phone')

import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { SignInAttempt } from '../../model/session.js'
import type { SessionState } from '../../model/session-state.js'
import { object, ref, text } from '../../wire/primitives.js'
import { session } from '../../wire/session.js'
import { beginAttempt } from '../attempts/beginning.js'
import { type AttemptRules, createAttemptTracker } from '../attempts/tracker.js'
import { createVerification } from '../attempts/verification.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import type { FlowDeclaration, ToldStep } from '../engine/declaration.js'
import { namedAs } from '../engine/refusals.js'
import { type ChallengeOptions, challenged } from '../inputs/challenge.js'
import { isIdentifierOf } from '../inputs/identifiers.js'
import { type Redemption, takeParameters } from '../inputs/page-parameters.js'
import { requireText } from '../inputs/require-text.js'
import { createProfileCompletion } from '../profile-completion/profile-completion.js'
import { createSecondFactor } from '../second-factors/second-factor.js'
import { createLinkRedemption } from './link-redemption.js'
import { createLinkWatch } from './link-watch.js'
import type { Identified, SignInState, SignInStep } from './sign-in-steps.js'

export interface SignInFlow {
  readonly $state: ReadableAtom<SignInState>
  /**
   * Resumes a sign-in: by its id, else by the page's URL (`?signin_attempt_id=`), else the last one of this browser. Sends
   * nothing. The first listener of `$state` triggers it.
   */
  readonly resume: (attemptId?: string) => Promise<SignInState>
  /**
   * Call it on the page that a magic link opens: redeems its token, from the page's URL unless given. Codes: `link-rejected`.
   */
  readonly openLink: (link?: Redemption) => Promise<SignInState>
  /** Drops the attempt and goes back to `start`. */
  readonly restart: () => void
}

const identified = object({ strategy: text, connection_id: ref, provider: text })

const rulesOf = ({ ports: { page } }: Client): AttemptRules<SignInAttempt> => ({
  kind: 'signin',
  attemptsOf: ({ signInAttempts }) => signInAttempts,
  // The other fields of a completed one, for example its last step, mean nothing.
  isFinished: ({ completed }) => completed,
  isOf: ({ userId }, signIn) => userId !== undefined && userId === signIn.userId,
  isDeadEnd: ({ currentStep, requiresCompletion }) => currentStep === 'complete_profile' && !requiresCompletion,
  lifetimeMsOf: ({ createdAtMs, updatedAtMs = createdAtMs, expiresAtMs }) =>
    expiresAtMs !== undefined && updatedAtMs !== undefined ? expiresAtMs - updatedAtMs : undefined,
  addressed: () => takeParameters(page, 'signin_attempt_id')?.signin_attempt_id,
})

/**
 * Signs accounts in, in each way that the deployment offers. Sends nothing by itself.
 *
 * @example With a password
 * ```ts
 * import { createSignIn } from '@wachter/core/flows'
 *
 * const { step } = createSignIn(client).$state.get()
 * if (step.kind === 'start') await step.password({ email: 'ada@example.com', password: '…' })
 * ```
 * @example With a code by e-mail
 * ```ts
 * import { createSignIn } from '@wachter/core/flows'
 *
 * const { step } = createSignIn(client).$state.get()
 * const sent = step.kind === 'start' ? await step.emailCode({ email: 'ada@example.com' }) : undefined
 * if (sent?.step.kind === 'verify-code') await sent.step.verify('123456')
 * ```
 * @example On the page that a magic link opens
 * ```ts
 * import { createSignIn } from '@wachter/core/flows'
 *
 * const { step, error } = await createSignIn(client).openLink()
 * ```
 * @example With a solved challenge
 * ```ts
 * import { createSignIn } from '@wachter/core/flows'
 *
 * const signIn = createSignIn(client, { getChallengeToken: async () => turnstile.getResponse() })
 * ```
 *
 * @see PROTOCOL.md §3.3, §6.2, §6.3, §6.4
 */
export const createSignIn = (client: Client, options: ChallengeOptions = {}): SignInFlow =>
  createFlow<SignInStep, SignInFlow>(client, (engine) => declareSignIn(engine, options))

function declareSignIn(engine: Engine<SignInStep>, options: ChallengeOptions): FlowDeclaration<SignInStep, SignInFlow> {
  const { client, unlessLeft } = engine
  const tracker = createAttemptTracker(engine, rulesOf(client))
  const verification = createVerification(engine, tracker, options)
  const { send, verify } = verification
  const secondFactor = createSecondFactor(tracker, verification)
  const profile = createProfileCompletion(verification)
  const linkWatch = createLinkWatch(engine)
  let known: Identified | undefined

  const begin = async (strategy: string, fields: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(fields)) requireText(name, value)
    const isLike = ({ method }: SignInAttempt) => method === strategy
    await beginAttempt(engine, tracker, isLike, async (applied) => {
      const answer = await challenged(options, (challenge) =>
        client.mutate(
          { method: 'post', path: 'auth/signin', form: { strategy, ...fields, ...challenge }, schema: session },
          { kind: 'sign-in', scope: 'session', applied },
        ),
      )
      // The new attempt is the last of the answer (PROTOCOL.md §6.2).
      return answer?.signin_attempts.at(-1)?.id
    })
    known = undefined
  }

  /** Begins, and sends the code or link of the first step, if it needs one. */
  const beginAndSend = async (strategy: string, fields: Readonly<Record<string, string>>, redirectUri?: string) => {
    await begin(strategy, fields)
    if (!tracker.isFinished() && tracker.find()) await send(strategy, { redirect_uri: redirectUri })
  }

  const stepOf = ({ container }: SessionState, isComplete: boolean): ToldStep<SignInStep> => {
    if (!container) return { kind: 'loading' }
    if (isComplete) return container.activeSignIn ? { kind: 'complete' } : { kind: 'start', identified: undefined }
    if (!tracker.isTracking()) return { kind: 'start', identified: known }
    const ended = tracker.ended()
    if (ended) return ended
    const attempt = tracker.current()
    const { currentStep } = attempt
    const inProgress = tracker.inProgress(attempt, attempt.expiresAtMs)
    const sent = { ...tracker.times(currentStep), address: tracker.sentFor(currentStep)?.address ?? '' }
    switch (currentStep) {
      case 'verify_email':
      case 'verify_email_otp':
        return { ...inProgress, ...sent, kind: 'verify-code', channel: 'email' }
      case 'verify_phone':
      case 'verify_phone_otp':
        return { ...inProgress, ...sent, kind: 'verify-code', channel: 'phone' }
      case 'verify_email_link':
        return { ...inProgress, ...sent, kind: 'verify-link' }
      case 'verify_second_factor':
        return { ...inProgress, ...secondFactor.tell(attempt) }
      case 'complete_profile':
        return { ...inProgress, ...profile.tell(attempt), known: attempt.profileCompletionData }
      default:
        return { ...inProgress, kind: 'unsupported', name: currentStep }
    }
  }

  return {
    actions: {
      start: {
        password: (input) => {
          const { password } = input
          // Only these fields: the input may be a whole form.
          return 'email' in input
            ? begin('plain_email', { email: input.email, password })
            : begin('plain_username', { username: input.username, password })
        },
        emailCode: ({ email }) => beginAndSend('email_otp', { email }),
        phoneCode: ({ phoneNumber, phoneCountryCode }) =>
          beginAndSend('phone_otp', { phone: phoneNumber, phone_country_code: phoneCountryCode }),
        emailLink: ({ email, redirectUri }) => beginAndSend('magic_link', { email }, redirectUri),
        async identify(identifier) {
          requireText('identifier', identifier)
          const asking = challenged(options, (challenge) =>
            client.request({
              method: 'post',
              path: 'auth/identify',
              form: { identifier, ...challenge },
              schema: identified,
            }),
          )
          const { strategy, connection_id: connectionId, provider } = await unlessLeft(asking)
          known = {
            identifier,
            strategy: strategy === 'sso' || strategy === 'social' ? strategy : 'password',
            connectionId,
            provider: provider || undefined,
          }
        },
      },
      'verify-code': {
        send() {
          const { currentStep } = tracker.current()
          const sending = send(currentStep.startsWith('verify_phone') ? 'phone_otp' : 'email_otp')
          // The newest server can verify such an address but sends nothing to it (PROTOCOL.md §6.2).
          return currentStep === 'verify_email'
            ? sending.catch(namedAs(400, 'email-code-required', 'Sign in with a code by e-mail to verify the address'))
            : sending
        },
        verify: (code) => verify(code),
      },
      'verify-link': {
        send: ({ redirectUri } = {}) => send('magic_link', { redirect_uri: redirectUri }),
        check: client.refetch,
      },
      'second-factor': secondFactor.actions,
      'complete-profile': profile.actions,
    },
    always: {
      resume: tracker.takeUp,
      openLink: createLinkRedemption(engine, tracker),
    },
    idle: ['loading', 'start'],
    stepOf,
    forget() {
      tracker.forget()
      known = undefined
    },
    isFinished: tracker.isFinished,
    isHolding: () => known !== undefined || tracker.isHolding(),
    isOf(signIn) {
      if (isIdentifierOf(signIn, known?.identifier)) known = undefined
      return tracker.isOf(signIn)
    },
    onFirstWatched: () => tracker.resume(),
    wakeAtMs: () => linkWatch.wakeAtMs() ?? tracker.deadlineMs(),
    onWake: linkWatch.onWake,
  }
}

import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import type { SessionContainer, SignInAttempt } from '../model/session.js'
import type { SessionState } from '../model/session-state.js'
import { object, opaque, ref, text } from '../wire/primitives.js'
import { session } from '../wire/session.js'
import { createCompletion, isIdentifierOf } from './accounts-left.js'
import { watchAccounts } from './arrivals.js'
import { createAttemptRoom, requireText } from './attempt.js'
import { type ChallengeOptions, challenged } from './challenge.js'
import { createMachine } from './machine.js'
import { type Redemption, takeParameters } from './page-parameters.js'
import { fieldsFromWire, profileToForm } from './profile.js'
import { namedAs } from './refusals.js'
import type {
  Identified,
  SecondFactorMethod,
  SecondFactorStep,
  SignInCodeStep,
  SignInLinkStep,
  SignInProfileStep,
  SignInStartStep,
  SignInState,
  SignInStep,
} from './sign-in-steps.js'
import { normalizeCode } from './typed-code.js'

export interface SignInFlow {
  readonly $state: ReadableAtom<SignInState>
  /**
   * Takes up a sign-in in progress: by its id, else by the address of the page (`?signin_attempt_id=`), else what this
   * browser last began. Sends nothing. The first listener of `$state` does it by itself.
   */
  readonly resume: (attemptId?: string) => Promise<SignInState>
  /**
   * On the page a magic link leads to: spends its token, which is taken from the page's address unless it is given.
   * Codes: `link-rejected`.
   */
  readonly openLink: (link?: Redemption) => Promise<SignInState>
  /** Leaves whatever is in progress. */
  readonly restart: () => void
}

const wireMethods: Readonly<Record<SecondFactorMethod, string>> = {
  authenticator: 'authenticator',
  'backup-code': 'backup_code',
  phone: 'phone_otp',
}
const methods = Object.keys(wireMethods) as SecondFactorMethod[]

/** A link may be opened where nobody tells us of it; within the server's limits we look this often. */
const linkPollMs = 5_000

const identified = object({ strategy: text, connection_id: ref, provider: text })

/**
 * Signs accounts in, by whatever way the deployment offers. Starts nothing by itself.
 *
 * @see PROTOCOL.md §3.3, §6.2, §6.3, §6.4
 */
export function createSignIn(client: Client, options: ChallengeOptions = {}): SignInFlow {
  const { clock, page } = client.ports
  const room = createAttemptRoom({
    ...options,
    client,
    kind: 'signin',
    attemptsOf: ({ signInAttempts }) => signInAttempts,
    // What else a completed one says, its last step for example, means nothing.
    isFinished: ({ completed }) => completed,
    isOf: ({ userId }, signIn) => userId !== undefined && userId === signIn.userId,
    isDeadEnd: ({ currentStep, requiresCompletion }) => currentStep === 'complete_profile' && !requiresCompletion,
    lifetimeMsOf: ({ createdAtMs, updatedAtMs = createdAtMs, expiresAtMs }) =>
      expiresAtMs !== undefined && updatedAtMs !== undefined ? expiresAtMs - updatedAtMs : undefined,
  })
  let known: Identified | undefined
  let isDone = false
  const completion = createCompletion()
  let isAsking = false

  const begin = async (fields: Readonly<Record<string, string>>, strategy: string) => {
    for (const [name, value] of Object.entries(fields)) requireText(name, value)
    const isLike = ({ method }: SignInAttempt) => method === strategy
    const id = await room.begin(isLike, async (landed) => {
      const answer = await challenged(options, (challenge) =>
        client.mutate(
          { method: 'post', path: 'auth/signin', form: { strategy, ...fields, ...challenge }, schema: session },
          { kind: 'sign-in', scope: 'session', landed },
        ),
      )
      // The attempt just made is the last of the answer (PROTOCOL.md §6.2).
      return answer?.signin_attempts.at(-1)?.id
    })
    isDone = id === undefined
    completion.reset()
    known = undefined
  }

  /** Sends for the step that was just begun, if it is one that something is sent for. */
  const sendAtOnce = async (strategy: string, redirectUri?: string) => {
    if (!room.isFinished() && room.attempt()) await room.send(strategy, { redirect_uri: redirectUri })
  }

  const forget = () => {
    room.leave()
    known = undefined
    isDone = false
    completion.reset()
  }

  const restart = () => {
    forget()
    machine.leave()
  }

  const start: Omit<SignInStartStep, 'identified'> = {
    kind: 'start',
    password: (input) =>
      machine.act('start', 'password', input, () => {
        const { password } = input
        // Only these fields: what is given may be all of a form.
        return 'email' in input
          ? begin({ email: input.email, password }, 'plain_email')
          : begin({ username: input.username, password }, 'plain_username')
      }),
    emailCode: ({ email }) =>
      machine.act('start', 'email-code', email, async () => {
        await begin({ email }, 'email_otp')
        await sendAtOnce('email_otp')
      }),
    phoneCode: ({ phoneNumber, phoneCountryCode }) =>
      machine.act('start', 'phone-code', [phoneNumber, phoneCountryCode], async () => {
        await begin({ phone: phoneNumber, phone_country_code: phoneCountryCode }, 'phone_otp')
        await sendAtOnce('phone_otp')
      }),
    emailLink: ({ email, redirectUri }) =>
      machine.act('start', 'email-link', [email, redirectUri], async () => {
        await begin({ email }, 'magic_link')
        await sendAtOnce('magic_link', redirectUri)
      }),
    identify: (identifier) =>
      machine.act('start', 'identify', identifier, async () => {
        requireText('identifier', identifier)
        const asking = challenged(options, (challenge) =>
          client.request({
            method: 'post',
            path: 'auth/identify',
            form: { identifier, ...challenge },
            schema: identified,
          }),
        )
        const { strategy, connection_id: connectionId, provider } = await machine.unlessLeft(asking)
        known = {
          identifier,
          strategy: strategy === 'sso' || strategy === 'social' ? strategy : 'password',
          connectionId,
          provider: provider || undefined,
        }
      }),
  }

  const code: Pick<SignInCodeStep, 'kind' | 'send' | 'verify'> = {
    kind: 'verify-code',
    send: () =>
      machine.act('verify-code', 'send', undefined, async () => {
        const isPhone = room.attempt()?.currentStep.startsWith('verify_phone')
        const sending = room.send(isPhone ? 'phone_otp' : 'email_otp')
        // The newest server verifies such an address but sends it nothing (PROTOCOL.md §6.2).
        const isUnsent = room.attempt()?.currentStep === 'verify_email'
        await (isUnsent
          ? sending.catch(namedAs(400, 'email-code-required', 'Sign in with a code by e-mail to verify the address'))
          : sending)
      }),
    verify: (text) => machine.act('verify-code', 'verify', text, () => room.verify(text)),
  }

  const link: Pick<SignInLinkStep, 'kind' | 'send' | 'check'> = {
    kind: 'verify-link',
    send: ({ redirectUri } = {}) =>
      machine.act('verify-link', 'send', redirectUri, () => room.send('magic_link', { redirect_uri: redirectUri })),
    check: () => machine.act('verify-link', 'check', undefined, client.refetch),
  }

  const secondFactor: Pick<SecondFactorStep, 'kind' | 'choose' | 'sendPhoneCode' | 'verify'> = {
    kind: 'second-factor',
    choose: (method) => machine.act('second-factor', 'choose', method, () => room.choose(wireMethods[method])),
    sendPhoneCode: (lastDigits) =>
      machine.act('second-factor', 'send-phone-code', lastDigits, async () => {
        requireText('lastDigits', lastDigits)
        await room
          .send('phone_otp', { last_digits: normalizeCode(lastDigits) })
          .catch(namedAs(400, 'phone-rejected', 'No phone of this account ends with these digits'))
      }),
    verify: (text) =>
      machine.act('second-factor', 'verify', text, () =>
        room.verify(text, { method: wireMethods[methodOf(availableMethods())] }),
      ),
  }

  const profile: Pick<SignInProfileStep, 'kind' | 'submit'> = {
    kind: 'complete-profile',
    submit: (input) => machine.act('complete-profile', 'submit', input, () => room.complete(profileToForm(input))),
  }

  const availableMethods = (): readonly SecondFactorMethod[] => {
    const available = room.attempt()?.available2faMethods ?? []
    return methods.filter((method) => available.includes(wireMethods[method]))
  }
  const methodOf = (available: readonly SecondFactorMethod[]): SecondFactorMethod =>
    methods.find((method) => wireMethods[method] === room.sentFor('verify_second_factor')?.method) ??
    available[0] ??
    'authenticator'

  const isComplete = () => isDone || room.isFinished()

  const stepOf = ({ container }: SessionState): SignInStep => {
    if (!container) return { kind: 'loading' }
    room.dropFinished()
    // Signed out since: it is time to begin anew.
    if (isComplete() && completion.isUndone(container)) forget()
    if (isComplete()) {
      return container.activeSignIn ? { kind: 'complete', restart } : { ...start, identified: undefined }
    }
    const { attemptId } = room.memory()
    const attempt = room.attempt()
    if (!attemptId) return { ...start, identified: known }
    const reason = attempt ? room.end() : 'gone'
    if (!attempt || reason) return { kind: 'ended', reason: reason ?? 'gone', restart }
    const { currentStep } = attempt
    const expiresAtMs = room.memory().deadlineMs ?? attempt.expiresAtMs
    const inProgress = { attemptId: attempt.id, expiresAtMs, restart }
    const sending = { ...room.times(currentStep), address: room.sentFor(currentStep)?.address ?? '' }
    switch (currentStep) {
      case 'verify_email':
      case 'verify_email_otp':
        return { ...inProgress, ...sending, ...code, channel: 'email' }
      case 'verify_phone':
      case 'verify_phone_otp':
        return { ...inProgress, ...sending, ...code, channel: 'phone' }
      case 'verify_email_link':
        return { ...inProgress, ...sending, ...link }
      case 'verify_second_factor': {
        const available = availableMethods()
        const method = methodOf(available)
        const unsent = { ...room.times(''), address: '' }
        return {
          ...inProgress,
          ...(method === 'phone' ? sending : unsent),
          ...secondFactor,
          methods: available,
          method,
        }
      }
      case 'complete_profile': {
        const { missingFields, profileCompletionData } = attempt
        return { ...inProgress, ...profile, missing: fieldsFromWire(missingFields), known: profileCompletionData }
      }
      default:
        return { ...inProgress, kind: 'unsupported', name: currentStep }
    }
  }

  const isWaitingForLink = () => {
    const step = stepOf(client.$state.get())
    return step.kind === 'verify-link' && step.sentAtMs !== undefined
  }

  const resume = (attemptId?: string) => {
    isDone = false
    completion.reset()
    room.resume(attemptId ?? takeParameters(page, 'signin_attempt_id')?.signin_attempt_id)
  }

  const machine = createMachine<SignInStep>({
    client,
    stepOf,
    isHolding: () => known !== undefined || room.isHolding(),
    onLeft(signIn) {
      if (isIdentifierOf(signIn, known?.identifier)) known = undefined
      room.release(signIn)
    },
    onFirstWatched: () => resume(),
    wakeAtMs() {
      if (!isWaitingForLink()) return room.deadlineMs()
      // Where asking failed, the session knows when to ask again.
      return clock.now() + Math.max(linkPollMs, client.$state.get().error?.retryAfterMs ?? 0)
    },
    onWake() {
      if (isAsking || !isWaitingForLink() || !page.isVisible()) return
      isAsking = true
      void client
        .refetch()
        .catch(() => undefined)
        .finally(() => {
          isAsking = false
          machine.refresh()
        })
    },
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
    openLink: (redemption) =>
      machine.act(undefined, 'open-link', redemption, async () => {
        const given = redemption ?? takeParameters(page, 'token', 'attempt')
        if (!given?.token || !given.attempt) throw new SessionError('link-rejected', 'This is no sign-in link')
        const { token, attempt } = given
        const unlessLeft = room.watchLeaving()
        const hasNewAccount = watchAccounts(client)
        const isOpened = ({ signInAttempts }: SessionContainer) =>
          signInAttempts.some(
            ({ id, completed, currentStep }) => id === attempt && (completed || currentStep !== 'verify_email_link'),
          )
        await client
          .mutate(
            {
              path: 'auth/verify-magic-link',
              query: { token, attempt },
              schema: opaque,
              repeatable: false,
            },
            {
              kind: 'sign-in',
              scope: 'session',
              landed: (container) => isOpened(container) || hasNewAccount(container),
            },
          )
          .catch(namedAs(400, 'link-rejected', 'The link is wrong, used or too old'))
        unlessLeft()
        room.adopt(attempt)
        completion.reset()
        const opened = room.attempt()
        // It stayed with the browser that began it, or whose it is was here already: there is nothing to go on with.
        isDone = !opened || (opened.currentStep === 'verify_email_link' && !opened.completed)
        if (isDone) room.forget()
      }),
  }
}

import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import type { SessionState } from '../model/session-state.js'
import { id, object, opaque } from '../wire/primitives.js'
import { session } from '../wire/session.js'
import { createCompletion, isIdentifierOf } from './accounts-left.js'
import { findAttempt, noteArrivals } from './arrivals.js'
import { requireText } from './attempt.js'
import { createMachine } from './machine.js'
import type {
  NewPasswordStep,
  PasswordResetCodeStep,
  PasswordResetRequestStep,
  PasswordResetState,
  PasswordResetStep,
} from './password-reset-steps.js'
import { flowError } from './problem.js'
import { isUnnamedRefusal, namedAs, renamed } from './refusals.js'
import { refuseTooSoon, sentTimes } from './sent-times.js'
import { normalizeCode } from './typed-code.js'

export interface PasswordResetFlow {
  readonly $state: ReadableAtom<PasswordResetState>
  /** Takes up what an earlier page began. Sends nothing. The first listener of `$state` does it by itself. */
  readonly resume: () => Promise<PasswordResetState>
  /** Leaves whatever is in progress. */
  readonly restart: () => void
}

/** The server's token that allows a new password lives this long; nobody takes up a reset that is older either. */
const tokenLifetimeMs = 900_000

/** Where a code was sent, and when. It outlives the page, and holds no secret. */
interface Note {
  readonly email: string
  readonly sentAtMs: number
}

/** What the server lets in with. Never leaves the memory of this page. */
interface Grant {
  readonly token: string
  readonly expiresAtMs: number
}

// Made when it is needed: a bundler keeps every call at the top of a file, whoever uses it.
const granted = () => object({ token: id })

/** One path, for asking and for answering with the code. */
const forgot = (form: Readonly<Record<string, string>>) =>
  ({ method: 'post', path: 'auth/forgot-password', form }) as const

/**
 * Lets somebody who forgot their password set a new one, by a code that is sent to their e-mail address. Starts nothing by
 * itself.
 *
 * @see PROTOCOL.md §3.3, §6.2
 */
export function createPasswordReset(client: Client): PasswordResetFlow {
  const { clock, storage } = client.ports
  const noteName = `wachter_password-reset_${new URL(client.baseUrl).host}`
  let note: Note | undefined
  let grant: Grant | undefined
  let attemptId: string | undefined
  let isDone = false
  const completion = createCompletion()

  const remember = (email: string) => {
    note = { email, sentAtMs: clock.now() }
    storage.set(noteName, JSON.stringify(note))
  }

  const forget = () => {
    note = undefined
    grant = undefined
    attemptId = undefined
    isDone = false
    completion.reset()
    storage.remove(noteName)
  }

  const recall = () => {
    if (isDone || isGranted()) return
    note ??= readNote(storage.get(noteName))
    if (note && Math.abs(clock.now() - note.sentAtMs) >= tokenLifetimeMs) forget()
  }

  const restart = () => {
    forget()
    machine.leave()
  }

  const sendTo = async (email: string) => {
    if (note?.email === email) refuseTooSoon(clock, note.sentAtMs)
    await machine.unlessLeft(client.request({ ...forgot({ email }), schema: opaque }))
    remember(email)
  }

  const reset = async (password: string) => {
    requireText('password', password)
    if (!grant) throw new SessionError('out-of-step', 'A password can be set once a code was verified')
    const { token, expiresAtMs } = grant
    if (clock.now() >= expiresAtMs) throw new SessionError('reset-expired', expiredSentence)
    const arrivals = await noteArrivals(client)
    const resetting = client
      .mutate(
        { method: 'post', path: 'auth/reset-password', form: { token, password }, schema: session },
        {
          kind: 'reset-password',
          scope: 'session',
          landed: (container) => arrivals.account(container) || arrivals.attempt(container) !== undefined,
        },
      )
      .catch((error: unknown) => {
        // Both refusals may come without a code; one of them speaks of the password (PROTOCOL.md §2.2).
        if (!isUnnamedRefusal(error, 400) || flowError(error).fields.password) throw error
        grant = undefined
        throw renamed(error, 'reset-expired', expiredSentence)
      })
    const answer = await machine.unlessLeft(resetting)
    const { container } = client.$state.get()
    // The attempt that came of it is the last of the answer (PROTOCOL.md §6.2).
    const id = answer?.signin_attempts.at(-1)?.id ?? (container && arrivals.attempt(container)?.id)
    forget()
    attemptId = id
    isDone = true
  }

  const request: PasswordResetRequestStep = {
    kind: 'request',
    send: (email) =>
      machine.act('request', 'send', email, async () => {
        requireText('email', email)
        await sendTo(email.trim())
      }),
  }

  const verifyCode: Pick<PasswordResetCodeStep, 'kind' | 'send' | 'verify' | 'restart'> = {
    kind: 'verify-code',
    restart,
    send: () => machine.act('verify-code', 'send', undefined, () => sendTo(note?.email ?? '')),
    verify: (code) =>
      machine.act('verify-code', 'verify', code, async () => {
        requireText('code', code)
        const otp = normalizeCode(code)
        requireText('code', otp)
        const email = note?.email ?? ''
        const { token } = await machine.unlessLeft(
          client
            .request({ ...forgot({ email, otp }), schema: granted() })
            .catch(namedAs(400, 'code-rejected', 'The code is wrong, used or too old')),
        )
        grant = { token, expiresAtMs: clock.now() + tokenLifetimeMs }
      }),
  }

  const newPassword: Pick<NewPasswordStep, 'kind' | 'submit' | 'restart'> = {
    kind: 'new-password',
    restart,
    // A page that looked away for a quarter of an hour is to be told what happened, so the step is looked at within.
    submit: (password) => machine.act(undefined, 'submit', password, () => reset(password)),
  }

  const isGranted = () => grant !== undefined && clock.now() < grant.expiresAtMs

  const stepOf = ({ container }: SessionState): PasswordResetStep => {
    // Signed out since: it is time to begin anew.
    if (isDone && container && completion.isUndone(container)) forget()
    if (isDone) {
      const attempt = findAttempt(client, attemptId)
      if (attempt && !attempt.completed) return { kind: 'sign-in', attemptId: attempt.id, restart }
      return container?.activeSignIn ? { kind: 'complete', restart } : request
    }
    if (!note) return request
    const { email: address, sentAtMs } = note
    if (grant && isGranted()) return { ...newPassword, address, expiresAtMs: grant.expiresAtMs }
    return { ...verifyCode, address, ...sentTimes(sentAtMs) }
  }

  const machine = createMachine<PasswordResetStep>({
    client,
    stepOf,
    isHolding: () => note !== undefined,
    onLeft(signIn) {
      if (isIdentifierOf(signIn, note?.email)) forget()
    },
    onFirstWatched: recall,
    wakeAtMs: () => (isGranted() ? grant?.expiresAtMs : undefined),
  })

  return {
    $state: machine.$state,
    restart,
    resume: () => machine.act(undefined, 'resume', undefined, async () => recall()),
  }
}

const expiredSentence = 'The time to set a new password is over'

function readNote(text: string | undefined): Note | undefined {
  try {
    const note = JSON.parse(text ?? '') as Note
    return typeof note.email === 'string' && typeof note.sentAtMs === 'number' ? note : undefined
  } catch {
    return undefined
  }
}

import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import type { SessionState } from '../../model/session-state.js'
import { id, object, opaque } from '../../wire/primitives.js'
import { session } from '../../wire/session.js'
import { findAttempt, noteArrivals } from '../engine/arrivals.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import { anywhere, type FlowDeclaration, type ToldStep } from '../engine/declaration.js'
import { flowError } from '../engine/flow-error.js'
import { createNote } from '../engine/note.js'
import { isUnnamedRefusal, namedAs, renamed } from '../engine/refusals.js'
import { refuseTooSoon, sentTimes } from '../engine/sent-times.js'
import { isIdentifierOf } from '../inputs/identifiers.js'
import { requireText } from '../inputs/require-text.js'
import { requireCode } from '../inputs/typed-code.js'
import type { PasswordResetState, PasswordResetStep } from './password-reset-steps.js'

export interface PasswordResetFlow {
  readonly $state: ReadableAtom<PasswordResetState>
  /** Resumes what an earlier page began. Sends nothing. The first listener of `$state` triggers it. */
  readonly resume: () => Promise<PasswordResetState>
  /** Drops the reset and goes back to `request`. */
  readonly restart: () => void
}

/** How long the server's token for a new password is valid; an older reset is not resumed either, ms. */
const tokenLifetimeMs = 900_000

/** Where a code was sent, and when. It is stored across pages. */
interface Sent {
  readonly email: string
  readonly sentAtMs: number
}

/** The server's permission to set a password. In memory only. */
interface Grant {
  readonly token: string
  readonly expiresAtMs: number
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const granted = () => object({ token: id })

/** The same path sends and verifies the code. */
const forgot = (form: Readonly<Record<string, string>>) =>
  ({ method: 'post', path: 'auth/forgot-password', form }) as const

/**
 * Lets a user who forgot their password set a new one, with a code sent to their e-mail address. Sends nothing by itself.
 *
 * @example
 * ```ts
 * import { createPasswordReset } from '@wachter/core/flows'
 *
 * const { step } = createPasswordReset(client).$state.get()
 * const sent = step.kind === 'request' ? await step.send('ada@example.com') : undefined
 * if (sent?.step.kind === 'verify-code') await sent.step.verify('123456')
 * ```
 *
 * @see PROTOCOL.md §3.3, §6.2
 */
export const createPasswordReset = (client: Client): PasswordResetFlow =>
  createFlow<PasswordResetStep, PasswordResetFlow>(client, declarePasswordReset)

function declarePasswordReset({
  client,
  complete,
  signedIn,
  unlessLeft,
}: Engine<PasswordResetStep>): FlowDeclaration<PasswordResetStep, PasswordResetFlow> {
  const { clock } = client.ports
  const note = createNote(client, 'password-reset')
  let sent: Sent | undefined
  let grant: Grant | undefined
  let attemptId: string | undefined
  let isReset = false

  const isGranted = () => grant !== undefined && clock.now() < grant.expiresAtMs

  const forget = () => {
    sent = undefined
    grant = undefined
    attemptId = undefined
    isReset = false
    note.remove()
  }

  const recall = () => {
    if (isReset || isGranted()) return
    sent ??= sentFrom(note.read())
    if (sent && Math.abs(clock.now() - sent.sentAtMs) >= tokenLifetimeMs) forget()
  }

  const sendTo = async (email: string) => {
    if (sent?.email === email) refuseTooSoon(clock, sent.sentAtMs)
    await unlessLeft(client.request({ ...forgot({ email }), schema: opaque }))
    sent = { email, sentAtMs: clock.now() }
    note.write(sent)
  }

  const verify = async (code: string) => {
    const otp = requireCode(code)
    const verifying = client
      .request({ ...forgot({ email: sent?.email ?? '', otp }), schema: granted() })
      .catch(namedAs(400, 'code-rejected', 'The code is wrong, already used or expired'))
    const { token } = await unlessLeft(verifying)
    grant = { token, expiresAtMs: clock.now() + tokenLifetimeMs }
  }

  const reset = async (password: string) => {
    requireText('password', password)
    if (!grant) throw new SessionError('out-of-step', 'Verify a code before setting a password')
    const { token, expiresAtMs } = grant
    if (clock.now() >= expiresAtMs) throw new SessionError('reset-expired', expiredSentence)
    const arrivals = await noteArrivals(client)
    const resetting = client
      .mutate(
        { method: 'post', path: 'auth/reset-password', form: { token, password }, schema: session },
        {
          kind: 'reset-password',
          scope: 'session',
          applied: (container) => arrivals.account(container) || arrivals.attempt(container) !== undefined,
        },
      )
      .catch((error: unknown) => {
        // Both refusals may come without a code; only one mentions the password (PROTOCOL.md §2.2).
        if (!isUnnamedRefusal(error, 400) || flowError(error).fields.password) throw error
        grant = undefined
        throw renamed(error, 'reset-expired', expiredSentence)
      })
    const answer = await unlessLeft(resetting)
    const { container } = client.$state.get()
    // The resulting attempt is the last of the answer (PROTOCOL.md §6.2).
    const id = answer?.signin_attempts.at(-1)?.id ?? (container && arrivals.attempt(container)?.id)
    forget()
    attemptId = id
    isReset = true
    if (id === undefined) signedIn()
    else complete(true)
  }

  const stepOf = ({ container }: SessionState): ToldStep<PasswordResetStep> => {
    if (isReset) {
      const attempt = findAttempt(client, attemptId)
      if (attempt && !attempt.completed) return { kind: 'sign-in', attemptId: attempt.id }
      return container?.activeSignIn ? { kind: 'complete' } : { kind: 'request' }
    }
    if (!sent) return { kind: 'request' }
    const { email: address, sentAtMs } = sent
    if (grant && isGranted()) return { kind: 'new-password', address, expiresAtMs: grant.expiresAtMs }
    return { kind: 'verify-code', address, ...sentTimes(sentAtMs) }
  }

  return {
    actions: {
      request: {
        async send(email) {
          requireText('email', email)
          await sendTo(email.trim())
        },
      },
      'verify-code': {
        send: () => sendTo(sent?.email ?? ''),
        verify,
      },
      // After a quarter of an hour this must fail as `reset-expired`, not as `out-of-step`.
      'new-password': { submit: anywhere(reset) },
    },
    always: { resume: async () => recall() },
    idle: ['request'],
    stepOf,
    forget,
    isHolding: () => sent !== undefined,
    isOf: (signIn) => isIdentifierOf(signIn, sent?.email),
    onFirstWatched: recall,
    wakeAtMs: () => (isGranted() ? grant?.expiresAtMs : undefined),
  }
}

const expiredSentence = 'The time to set a new password has expired'

/** Reads the note; ignores what another version wrote. */
function sentFrom(noted: Partial<Sent> = {}): Sent | undefined {
  const { email, sentAtMs } = noted
  return typeof email === 'string' && typeof sentAtMs === 'number' ? { email, sentAtMs } : undefined
}

import { type Emulator, seedPassword } from '@wachter/emulator'
import type { RawCall } from '../raw-caller.js'
import { type Call, signIn } from './visit.js'

type Kind = 'signin' | 'signup'

/** Steps of the ways in, for what has to come before a question. */
export const form = (path: string, fields: Record<string, string>, query: Record<string, string> = {}): RawCall => ({
  method: 'POST',
  path,
  query,
  form: fields,
})

const attemptIdOf = ({ world }: Emulator, kind: Kind) => {
  const state = world.state()
  return (kind === 'signin' ? state.signinAttempts : state.signupAttempts).at(-1)?.id ?? ''
}

export const lastCodeOf = ({ world }: Emulator) => {
  const message = world.outbox().findLast(({ kind }) => kind === 'code')
  return message?.kind === 'code' ? message.code : ''
}

export const magicLinkOf = ({ world }: Emulator): Record<string, string> => {
  const message = world.outbox().findLast(({ kind }) => kind === 'link')
  return Object.fromEntries(message?.kind === 'link' ? new URL(message.link).searchParams : [])
}

export const preparing = (
  emulator: Emulator,
  strategy: string,
  kind: Kind = 'signin',
  more: Record<string, string> = {},
): RawCall => ({
  method: 'POST',
  path: '/auth/prepare-verification',
  query: { attempt_identifier: attemptIdOf(emulator, kind), identifier_type: kind, strategy, ...more },
})

export const verifying = (emulator: Emulator, code: string, kind: Kind = 'signin'): RawCall =>
  form(
    '/auth/attempt-verification',
    { verification_code: code },
    { attempt_identifier: attemptIdOf(emulator, kind), identifier_type: kind },
  )

export const completing = (emulator: Emulator, fields: Record<string, string>): RawCall =>
  form('/auth/complete-profile', fields, { attempt_id: attemptIdOf(emulator, 'signin') })

/** Begins a sign-in or a sign-up and has its code or link sent. */
export const begun =
  (start: RawCall, strategy: string, kind: Kind = 'signin') =>
  async (call: Call, emulator: Emulator) => {
    await call(start)
    await call(preparing(emulator, strategy, kind))
  }

export const byEmailCode = form('/auth/signin', { strategy: 'email_otp', email: 'ada@example.com' })
export const byMagicLink = form('/auth/signin', { strategy: 'magic_link', email: 'ada@example.com' })
export const signUp = form('/auth/signup', {
  first_name: 'Mary',
  last_name: 'Somerville',
  email: 'mary@example.com',
  username: 'mary',
  password: 'connexion-of-sciences',
})

/** Grace is asked for a second factor. */
export const graceHalfway = async (call: Call, { world }: Emulator) => {
  world.setSecondFactorPolicy('grace', 'enforced')
  await signIn(call, 'grace')
}

/** Somebody whom the deployment wants to know more about. */
export const profileWanted = async (call: Call, { world }: Emulator) => {
  world.addUser({ username: 'eve', password: seedPassword })
  await call(form('/auth/signin', { strategy: 'plain_username', username: 'eve', password: seedPassword }))
}

/** A token for a new password. */
export const resetTokenOf = async (call: Call, emulator: Emulator): Promise<string> => {
  const email = 'ada@example.com'
  await call(form('/auth/forgot-password', { email }))
  const { body } = await call(form('/auth/forgot-password', { email, otp: lastCodeOf(emulator) }))
  return (body.data as { token: string }).token
}

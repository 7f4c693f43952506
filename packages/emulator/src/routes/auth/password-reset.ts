import { Hono } from 'hono'
import { refuse, refuseWithoutCode } from '../../wire/refusal'
import { findCode, issueCode, issueToken, redeemCode } from '../../world/access/codes'
import { sendCode } from '../../world/access/outbox'
import { passwordRefusal } from '../../world/identity/passwords'
import { findUserByEmail, isSameEmail, type User } from '../../world/identity/users'
import { type AppEnv, answer } from '../serving/context'
import { optionalText, readForm, requireText } from '../serving/form'
import { refuseSignin } from '../serving/signin-refusals'
import type { AuthServer } from './server'
import { answerStarted } from './signin'

const tokenSubject = 'password reset'

/** Resets a forgotten password: e-mail address, code, token, new password. */
export function passwordResetRoutes(server: AuthServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .post('/forgot-password', async (c) => {
      const form = await readForm(c)
      const email = requireText(form, 'email')
      const user = findUserByEmail(data, email)
      // Unlike a sign-in, this reveals whether an account exists.
      if (!user) throw refuse(404, 'USER_NOT_FOUND', 'User not found')
      const otp = optionalText(form, 'otp')
      if (otp) return answer(c, server, { token: exchangeCode(server, user, otp) })
      const code = issueCode(data, { subject: codeSubject(user) })
      const to = user.emailAddresses.find((row) => isSameEmail(row, email))?.email ?? email
      sendCode(data, { channel: 'email', to, code, purpose: 'password-reset' })
      return answer(c, server, null)
    })
    .post('/reset-password', async (c) => {
      const form = await readForm(c)
      const token = requireText(form, 'token')
      const password = requireText(form, 'password')
      const user = data.users.get(findCode(data, tokenSubject, token)?.userId ?? '')
      if (!user) throw refuseWithoutCode(400, 'Invalid or expired token')
      const refusal = passwordRefusal(data, password)
      if (refusal) throw refuse(400, 'BAD_REQUEST_BODY', refusal)
      refuseSignin(data, c.get('session'), user)
      redeemCode(data, tokenSubject, token)
      user.password = password
      user.lastPasswordResetAtMs = data.clock.now()
      return answerStarted(c, server, { method: 'plain_email', user })
    })
}

function exchangeCode({ data }: AuthServer, user: User, otp: string): string {
  if (!redeemCode(data, codeSubject(user), otp)) throw refuseWithoutCode(400, 'Invalid or expired OTP')
  return issueToken(data, { subject: tokenSubject, userId: user.id, lifetimeMs: data.lifetimes.passwordResetMs })
}

function codeSubject(user: User): string {
  return `password reset of ${user.id}`
}

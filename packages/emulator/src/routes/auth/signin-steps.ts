import { badRequestBody, type Refusal, refuse, refuseWithoutCode } from '../../wire/refusal'
import { sessionToWire, type WireSession } from '../../wire/session'
import { withAttemptInPlace, withSignin } from '../../wire/stale-session'
import { issueCode, issueToken, redeemCode } from '../../world/access/codes'
import { sendCode, sendLink } from '../../world/access/outbox'
import { findOpenAttempt, passStep, type SigninAttempt } from '../../world/access/signin-attempts'
import { frontendUrl } from '../../world/deployment/deployment'
import type { User } from '../../world/identity/users'
import { type AppContext, originOf } from '../serving/context'
import { refuseSignin } from '../serving/signin-refusals'
import { prepareSecondFactor, verifySecondFactor } from './second-factor'
import type { AuthServer } from './server'

/** Sends the code or link of the current step. An attempt without a user sends nothing and gets the same answer. */
export function prepareSigninStep(c: AppContext, server: AuthServer, attemptId: string): unknown {
  const { data } = server
  const attempt = requireOpenAttempt(c, server, attemptId)
  const user = data.users.get(attempt.userId ?? '')
  switch (attempt.remainingSteps[0]) {
    case 'verify_email':
      // The newest server lacks this step here: it accepts codes for it but cannot send them.
      if (!server.switches.preparesVerifyEmail) throw invalidStep()
      return emailCode(server, attempt, user)
    case 'verify_email_otp':
      return emailCode(server, attempt, user)
    case 'verify_phone':
    case 'verify_phone_otp':
      return phoneCode(server, attempt, user)
    case 'verify_email_link':
      return emailLink(c, server, attempt, user)
    case 'verify_second_factor':
      if (!user) throw invalidStep()
      return prepareSecondFactor(c, server, attempt, user)
    default:
      throw invalidStep()
  }
}

/**
 * Verifies the code of the current step. Answers the session as loaded before, with the updated attempt. A new sign-in is
 * in the list, but not active.
 */
export function verifySigninStep(c: AppContext, server: AuthServer, attemptId: string, code: string): WireSession {
  const { data } = server
  const session = c.get('session')
  const attempt = requireOpenAttempt(c, server, attemptId)
  const user = data.users.get(attempt.userId ?? '')
  if (user) refuseSignin(data, session, user)
  const before = sessionToWire(data, session)
  const step = attempt.remainingSteps[0]
  if (step === 'verify_second_factor' && user) verifySecondFactor(c, server, attempt, user, code)
  else if (step === 'verify_email_link' || step === 'complete_profile' || !step) throw invalidStep()
  else if (!redeemCode(data, codeSubject(attempt), code)) throw invalidCode()
  if (user) markVerified(server, attempt, user)
  const { signin } = passStep(data, session, originOf(c), attempt)
  return withSignin(data, withAttemptInPlace(before, attempt), signin)
}

/** The subject of the current step's codes. */
export function codeSubject(attempt: { id: string; remainingSteps: string[] }): string {
  return `attempt ${attempt.id} ${attempt.remainingSteps[0]}`
}

export function invalidCode(): Refusal {
  return refuseWithoutCode(400, 'Invalid or expired OTP')
}

export function invalidStep(): Refusal {
  return refuseWithoutCode(400, 'Invalid step')
}

/** The attempt is done, expired, unknown or of another session: the server does not say which. */
export function badAttempt(): Refusal {
  return refuse(400, 'BAD_SIGN_IN_ATTEMPT', 'The attempt cannot be continued')
}

function requireOpenAttempt(c: AppContext, { data }: AuthServer, attemptId: string): SigninAttempt {
  const attempt = findOpenAttempt(data, c.get('session'), attemptId)
  if (!attempt) throw badAttempt()
  return attempt
}

function emailCode({ data }: AuthServer, attempt: SigninAttempt, user: User | undefined): null {
  const email = user?.emailAddresses.find((row) => row.id === attempt.emailAddressId)
  if (!email) return null
  const code = issueCode(data, { subject: codeSubject(attempt) })
  sendCode(data, { channel: 'email', to: email.email, code, purpose: purposeOf(attempt), attemptId: attempt.id })
  return null
}

function phoneCode({ data }: AuthServer, attempt: SigninAttempt, user: User | undefined): null {
  const phone = user?.phoneNumbers.find((row) => row.id === attempt.phoneNumberId)
  if (!phone) return null
  const code = issueCode(data, { subject: codeSubject(attempt) })
  const to = phone.countryCode + phone.phoneNumber
  sendCode(data, { channel: 'sms', to, code, purpose: purposeOf(attempt), attemptId: attempt.id })
  return null
}

function emailLink(c: AppContext, { data, address }: AuthServer, attempt: SigninAttempt, user: User | undefined): null {
  const redirectUri = c.req.query('redirect_uri')
  if (redirectUri && !URL.canParse(redirectUri)) throw badRequestBody()
  const email = user?.emailAddresses.find((row) => row.id === attempt.emailAddressId)
  if (!email) return null
  const token = issueToken(data, { subject: codeSubject(attempt) })
  const link = new URL(`${frontendUrl(address)}/magic`)
  const parameters = { token, attempt: attempt.id, ...(redirectUri && { redirect_uri: redirectUri }) }
  link.search = new URLSearchParams(parameters).toString()
  sendLink(data, { to: email.email, link: link.href, purpose: 'sign-in', attemptId: attempt.id })
  return null
}

function markVerified({ data }: AuthServer, attempt: SigninAttempt, user: User): void {
  const now = data.clock.now()
  const step = attempt.remainingSteps[0]
  const email = user.emailAddresses.find((row) => row.id === attempt.emailAddressId)
  const phone = user.phoneNumbers.find((row) => row.id === attempt.phoneNumberId)
  if (email && (step === 'verify_email' || step === 'verify_email_otp')) email.verifiedAtMs ??= now
  if (phone && (step === 'verify_phone' || step === 'verify_phone_otp')) {
    phone.verifiedAtMs ??= now
    phone.secondFactor = true
  }
}

function purposeOf(attempt: SigninAttempt) {
  return attempt.profile ? 'profile' : 'sign-in'
}

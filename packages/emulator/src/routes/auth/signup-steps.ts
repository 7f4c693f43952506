import { sessionToWire, type WireSession } from '../../wire/session'
import { signinToWire } from '../../wire/signin'
import { withSignin, withSignupAttemptInPlace } from '../../wire/stale-session'
import { issueCode, redeemCode } from '../../world/access/codes'
import { sendCode } from '../../world/access/outbox'
import { isOpen } from '../../world/access/signin-attempts'
import { passSignupStep, type SignupAttempt } from '../../world/access/signup-attempts'
import { type AppContext, originOf } from '../serving/context'
import { refuseCountry, refuseTaken } from './profile-fields'
import type { AuthServer } from './server'
import { badAttempt, codeSubject, invalidCode, invalidStep } from './signin-steps'

/** Sends a code to the address or number to verify. */
export function prepareSignupStep(c: AppContext, server: AuthServer, attemptId: string): null {
  const { data } = server
  const attempt = requireOpenAttempt(c, server, attemptId)
  const step = attempt.remainingSteps[0]
  if (!step) throw invalidStep()
  const code = issueCode(data, { subject: codeSubject(attempt) })
  const target =
    step === 'verify_email'
      ? ({ channel: 'email', to: attempt.email } as const)
      : ({ channel: 'sms', to: attempt.phoneCountryCode + attempt.phoneNumber } as const)
  sendCode(data, { ...target, code, purpose: 'sign-up', attemptId: attempt.id })
  return null
}

/** Verifies the code of the current step. After the last step the answer contains the new, active sign-in. */
export function verifySignupStep(c: AppContext, server: AuthServer, attemptId: string, code: string): WireSession {
  const { data } = server
  const session = c.get('session')
  const attempt = requireOpenAttempt(c, server, attemptId)
  const before = sessionToWire(data, session)
  if (attempt.remainingSteps.length === 0) throw invalidStep()
  if (attempt.remainingSteps.length === 1) {
    refuseTaken(data, attempt)
    refuseCountry(data, attempt.phoneCountryCode)
  }
  if (!redeemCode(data, codeSubject(attempt), code)) throw invalidCode()
  attempt.inviteToken = c.req.query('invite_token') || attempt.inviteToken
  const { signin } = passSignupStep(data, session, originOf(c), attempt)
  const after = withSignin(data, withSignupAttemptInPlace(before, attempt), signin)
  return signin ? { ...after, active_signin: signinToWire(data, signin) } : after
}

function requireOpenAttempt(c: AppContext, { data }: AuthServer, attemptId: string): SignupAttempt {
  const attempt = data.signupAttempts.get(attemptId)
  if (!attempt || attempt.sessionId !== c.get('session').id || !isOpen(data, attempt)) throw badAttempt()
  return attempt
}

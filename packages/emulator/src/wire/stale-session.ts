import type { SigninAttempt } from '../world/access/signin-attempts'
import type { Signin } from '../world/access/signins'
import type { SignupAttempt } from '../world/access/signup-attempts'
import { attemptToWire } from './attempt'
import type { WireSession } from './session'
import { type SigninWireData, signinToWire } from './signin'
import { signupAttemptToWire } from './signup-attempt'

// Most mutations answer the session as it was loaded before them, with only part of their changes (PROTOCOL.md §3.2).

/** The previous session with an attempt appended: a new one, or a second entry for an updated one. */
export function withAttempt(before: WireSession, attempt: SigninAttempt): WireSession {
  return { ...before, signin_attempts: [...(before.signin_attempts ?? []), attemptToWire(attempt)] }
}

/** The previous session with an attempt updated in place. */
export function withAttemptInPlace(before: WireSession, attempt: SigninAttempt): WireSession {
  const attempts = before.signin_attempts ?? []
  const now = attemptToWire(attempt)
  return { ...before, signin_attempts: attempts.map((row) => (row.id === attempt.id ? now : row)) }
}

/** The previous session with a new sign-up attempt appended. */
export function withSignupAttempt(before: WireSession, attempt: SignupAttempt): WireSession {
  return { ...before, signup_attempts: [...(before.signup_attempts ?? []), signupAttemptToWire(attempt)] }
}

/** The previous session with a sign-up attempt updated in place. */
export function withSignupAttemptInPlace(before: WireSession, attempt: SignupAttempt): WireSession {
  const attempts = before.signup_attempts ?? []
  const now = signupAttemptToWire(attempt)
  return { ...before, signup_attempts: attempts.map((row) => (row.id === attempt.id ? now : row)) }
}

/** The previous session with a new sign-in appended (a fresh load lists it first) and not active. */
export function withSignin(data: SigninWireData, before: WireSession, signin: Signin | undefined): WireSession {
  if (!signin || before.signins?.some((row) => row.id === signin.id)) return before
  return { ...before, signins: [...(before.signins ?? []), signinToWire(data, signin)] }
}

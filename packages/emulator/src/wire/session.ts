import type { Session } from '../world/access/sessions'
import { attemptsOf, type SigninAttemptData } from '../world/access/signin-attempts'
import { unexpiredSignins } from '../world/access/signins'
import { type SignupAttemptData, signupAttemptsOf } from '../world/access/signup-attempts'
import { attemptToWire } from './attempt'
import { type SigninWireData, signinToWire } from './signin'
import { signupAttemptToWire } from './signup-attempt'
import { timeToWire } from './time'

export interface WireSession extends SessionStub {
  signins?: ReturnType<typeof signinToWire>[]
  active_signin?: ReturnType<typeof signinToWire>
  signin_attempts?: ReturnType<typeof attemptToWire>[]
  signup_attempts?: ReturnType<typeof signupAttemptToWire>[]
}

export interface SessionStub {
  id: string
  created_at: string
  updated_at: string
}

/** The parts of the world that a session on the wire uses. */
export type SessionWireData = SigninWireData & SigninAttemptData & SignupAttemptData

/** The session as it is now. Empty fields are omitted, not null. */
export function sessionToWire(data: SessionWireData, session: Session): WireSession {
  const signins = unexpiredSignins(data, session.id).map((signin) => signinToWire(data, signin))
  const active = signins.find((signin) => signin.id === session.activeSigninId)
  const attempts = attemptsOf(data, session.id).map(attemptToWire)
  const signups = signupAttemptsOf(data, session.id).map(signupAttemptToWire)
  return {
    ...sessionStub(session),
    ...(signins.length > 0 && { signins }),
    ...(active && { active_signin: active }),
    ...(attempts.length > 0 && { signin_attempts: attempts }),
    ...(signups.length > 0 && { signup_attempts: signups }),
  }
}

/** The session stub of every envelope. */
export function sessionStub(session: Session): SessionStub {
  return {
    id: session.id,
    created_at: timeToWire(session.createdAtMs),
    updated_at: timeToWire(session.updatedAtMs),
  }
}

import type { Context } from 'hono'
import type { Connection } from '../../connection'
import type { Switches } from '../../switches'
import { successEnvelope } from '../../wire/envelope'
import { makeNasty } from '../../wire/nasty'
import { refuse, refuseWithoutCode } from '../../wire/refusal'
import { type SessionStub, sessionStub } from '../../wire/session'
import type { Session, SessionData } from '../../world/access/sessions'
import { activeSigninOf, type Origin, type Signin, type SigninData } from '../../world/access/signins'
import type { User } from '../../world/identity/users'

/** The parts of the emulator that answers are built from. */
export interface Serving {
  data: SessionData
  switches: Pick<Switches, 'nasty'>
}

export type AppEnv = { Variables: { session: Session; ip: string }; Bindings: Connection }

export type AppContext = Context<AppEnv>

/** A success envelope. Its session stub shows the session after the handler. */
export function answer(c: AppContext, server: Serving, payload: unknown): Response {
  const shaped = server.switches.nasty ? makeNasty(payload) : payload
  return c.json(successEnvelope(shaped, stubOf(server, c)))
}

/** The session stub of an envelope; null if no session was opened. */
export function stubOf(server: Pick<Serving, 'data'>, c: AppContext): SessionStub | null {
  const session = server.data.sessions.get(c.get('session')?.id ?? '')
  return session ? sessionStub(session) : null
}

/** The address and user agent of a request. */
export function originOf(c: AppContext): Origin {
  return { ip: c.get('ip'), userAgent: c.req.header('user-agent') ?? '' }
}

/** The user of the active sign-in, or a 401. */
export function requireUser(c: AppContext, server: { data: SigninData }): User {
  const user = server.data.users.get(requireSignin(c, server).userId)
  if (!user) throw refuseWithoutCode(401, 'No active sign in')
  return user
}

/** The active sign-in, or a 500: some of the server's routes assume one, and fail without it. */
export function assumeSignin(c: AppContext, server: { data: SigninData }): Signin {
  const signin = activeSigninOf(server.data, c.get('session'))
  if (!signin) throw refuse(500, 'INTERNAL', 'Internal server error')
  return signin
}

/** The active sign-in, or a 401. */
export function requireSignin(c: AppContext, server: { data: SigninData }): Signin {
  const signin = activeSigninOf(server.data, c.get('session'))
  if (!signin) throw refuseWithoutCode(401, 'No active sign in')
  return signin
}

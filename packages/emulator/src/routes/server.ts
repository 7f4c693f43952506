import type { Context } from 'hono'
import type { StateSigner } from '../providers/state-signer'
import type { RateLimiter } from '../rate-limiter'
import type { Switches } from '../switches'
import type { SigningKeys } from '../tokens/keys'
import { successEnvelope } from '../wire/envelope'
import { makeNasty } from '../wire/nasty'
import { refuseWithoutCode } from '../wire/refusal'
import { type SessionStub, sessionStub } from '../wire/session'
import type { WorldData } from '../world/data'
import type { DeploymentAddress } from '../world/deployment'
import type { Session } from '../world/sessions'
import { activeSigninOf, type Origin, type Signin } from '../world/signins'
import type { User } from '../world/users'

/** What the routes of one emulator share. */
export interface Server {
  data: WorldData
  keys: () => Promise<SigningKeys>
  stateSigner: StateSigner
  address: DeploymentAddress
  limiter: RateLimiter
  switches: Switches
}

/** How a request came in, as far as the request itself does not say. */
export interface Connection {
  /** The peer's address; left out by callers in the same process. */
  ip?: string
  /** Cookies to use instead of the request's own header, which browsers do not let a script set. */
  cookie?: string
}

export type AppEnv = { Variables: { session: Session; ip: string }; Bindings: Connection }

export type AppContext = Context<AppEnv>

/** A success envelope. The stub shows the session as the handler has left it. */
export function answer(c: AppContext, server: Server, payload: unknown): Response {
  const shaped = server.switches.nasty ? makeNasty(payload) : payload
  return c.json(successEnvelope(shaped, stubOf(server, c)))
}

/** The session for an envelope; null where none was opened. */
export function stubOf(server: Server, c: AppContext): SessionStub | null {
  const session = server.data.sessions.get(c.get('session')?.id ?? '')
  return session ? sessionStub(session) : null
}

/** Where a request comes from. */
export function originOf(c: AppContext): Origin {
  return { ip: c.get('ip'), userAgent: c.req.header('user-agent') ?? '' }
}

/** The user of the active sign-in, or a 401. */
export function requireUser(c: AppContext, server: Server): User {
  const user = server.data.users.get(requireSignin(c, server).userId)
  if (!user) throw refuseWithoutCode(401, 'No active sign in')
  return user
}

/** The active sign-in, or a 401. */
export function requireSignin(c: AppContext, server: Server): Signin {
  const signin = activeSigninOf(server.data, c.get('session'))
  if (!signin) throw refuseWithoutCode(401, 'No active sign in')
  return signin
}

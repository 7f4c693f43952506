import { Hono } from 'hono'
import { refuse, refuseWithoutCode, tooManyRequests } from '../wire/refusal'
import { sessionToWire } from '../wire/session'
import { withAttempt } from '../wire/stale-session'
import { startSigninAttempt } from '../world/attempts'
import { forgetFailures, isLockedOut, recordFailure } from '../world/lockouts'
import { findUserByEmail, findUserByUsername, type User } from '../world/users'
import { readForm, requireText } from './form'
import { type AppContext, type AppEnv, answer, originOf, type Server } from './server'
import { refuseSignin } from './signin-refusals'

type Strategy = (c: AppContext, server: Server, form: Record<string, unknown>) => Response

// The other strategies of the server join here.
const strategies: Record<string, Strategy> = {
  plain_email: (c, server, form) => signInWithPassword(c, server, form, 'email', findUserByEmail),
  plain_username: (c, server, form) => signInWithPassword(c, server, form, 'username', findUserByUsername),
}

export function authRoutes(server: Server): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/signin', async (c) => {
    const form = await readForm(c)
    const name = typeof form.strategy === 'string' ? form.strategy : ''
    const strategy = Object.hasOwn(strategies, name) ? strategies[name] : undefined
    if (!strategy) throw refuseWithoutCode(400, 'Invalid or missing strategy')
    return strategy(c, server, form)
  })
}

function signInWithPassword(
  c: AppContext,
  server: Server,
  form: Record<string, unknown>,
  field: 'email' | 'username',
  find: (data: Server['data'], identifier: string) => User | undefined,
): Response {
  const { data } = server
  const identifier = requireText(form, field)
  const password = requireText(form, 'password')
  if (isLockedOut(data, identifier)) throw tooManyRequests(403)
  const user = find(data, identifier)
  // An unknown identifier must look like a wrong password.
  if (!user || user.password === null || user.password !== password) {
    recordFailure(data, identifier)
    throw refuse(401, 'INVALID_CREDENTIALS', 'Invalid credentials')
  }
  forgetFailures(data, identifier)
  const email = field === 'email' ? user.emailAddresses.find((row) => sameText(row.email, identifier)) : undefined
  return completeFirstFactor(c, server, user, `plain_${field}`, email)
}

function completeFirstFactor(
  c: AppContext,
  server: Server,
  user: User,
  method: string,
  email: User['emailAddresses'][number] | undefined,
): Response {
  const { data } = server
  const session = c.get('session')
  refuseSignin(data, session, user)
  // The answer shows the attempt in the session as loaded: the new sign-in is not in it.
  const before = sessionToWire(data, session)
  const firstStep = email?.verifiedAtMs === null ? 'verify_email' : undefined
  const { attempt } = startSigninAttempt(data, session, originOf(c), { method, user, email, firstStep })
  return answer(c, server, withAttempt(before, attempt))
}

function sameText(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase()
}

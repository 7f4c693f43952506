import { Hono } from 'hono'
import { refuse, refuseWithoutCode, tooManyRequests } from '../../wire/refusal'
import { sessionToWire } from '../../wire/session'
import { withAttempt } from '../../wire/stale-session'
import { forgetFailures, isLockedOut, recordFailure } from '../../world/access/lockouts'
import { type SigninStart, startSigninAttempt } from '../../world/access/signin-attempts'
import {
  type EmailAddress,
  findUserByEmail,
  findUserByPhone,
  findUserByUsername,
  isSameEmail,
  isSamePhone,
  type User,
} from '../../world/identity/users'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { type Form, optionalText, readForm, requireText } from '../serving/form'
import { refuseSignin } from '../serving/signin-refusals'
import type { AuthServer } from './server'

type Strategy = (data: AuthServer['data'], form: Form) => SigninStart

const strategies: Record<string, Strategy> = {
  plain_email(data, form) {
    const address = requireText(form, 'email')
    const user = provenByPassword(data, form, address, findUserByEmail)
    const email = user.emailAddresses.find((row) => isSameEmail(row, address))
    const firstStep = email?.verifiedAtMs === null ? 'verify_email' : undefined
    return { method: 'plain_email', user, email, firstStep }
  },
  plain_username(data, form) {
    const user = provenByPassword(data, form, requireText(form, 'username'), findUserByUsername)
    return { method: 'plain_username', user }
  },
  email_otp: (data, form) => ({ method: 'email_otp', firstStep: 'verify_email_otp', ...verifiedEmail(data, form) }),
  magic_link: (data, form) => ({ method: 'magic_link', firstStep: 'verify_email_link', ...verifiedEmail(data, form) }),
  phone_otp: (data, form) => ({ method: 'phone_otp', firstStep: 'verify_phone_otp', ...verifiedPhone(data, form) }),
}

export function signinRoutes(server: AuthServer): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async (c) => {
    const form = await readForm(c)
    const name = optionalText(form, 'strategy')
    const strategy = Object.hasOwn(strategies, name) ? strategies[name] : undefined
    if (!strategy) throw refuseWithoutCode(400, 'Invalid or missing strategy')
    return answerStarted(c, server, strategy(server.data, form))
  })
}

/** Starts a sign-in. Answers the session as loaded before, with the attempt, but without a resulting sign-in. */
export function answerStarted(c: AppContext, server: AuthServer, start: SigninStart): Response {
  const { data } = server
  const session = c.get('session')
  if (start.user) refuseSignin(data, session, start.user)
  const before = sessionToWire(data, session)
  const { attempt } = startSigninAttempt(data, session, originOf(c), start)
  return answer(c, server, withAttempt(before, attempt))
}

function provenByPassword(
  data: AuthServer['data'],
  form: Form,
  identifier: string,
  find: (data: AuthServer['data'], identifier: string) => User | undefined,
): User {
  const password = requireText(form, 'password')
  if (isLockedOut(data, identifier)) throw tooManyRequests(403)
  const user = find(data, identifier)
  // An unknown identifier and a wrong password must get the same answer.
  if (!user || user.password === null || user.password !== password) {
    recordFailure(data, identifier)
    throw refuse(401, 'INVALID_CREDENTIALS', 'Invalid credentials')
  }
  forgetFailures(data, identifier)
  return user
}

// Do not reveal whether an address is known: an unknown one starts an attempt without a user.
function verifiedEmail(data: AuthServer['data'], form: Form): { user: User | null; email?: EmailAddress } {
  const address = requireText(form, 'email')
  const user = findUserByEmail(data, address)
  const email = user?.emailAddresses.find((row) => isSameEmail(row, address) && row.verifiedAtMs !== null)
  return user && email ? { user, email } : { user: null }
}

function verifiedPhone(data: AuthServer['data'], form: Form): Pick<SigninStart, 'user' | 'phone'> {
  const wanted = { countryCode: optionalText(form, 'phone_country_code'), phoneNumber: requireText(form, 'phone') }
  const user = findUserByPhone(data, wanted)
  const phone = user?.phoneNumbers.find((row) => isSamePhone(row, wanted) && row.verifiedAtMs !== null)
  return user && phone ? { user, phone } : { user: null }
}

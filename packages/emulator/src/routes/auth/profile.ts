import { Hono } from 'hono'
import { attemptToWire } from '../../wire/attempt'
import { refuseWithoutCode } from '../../wire/refusal'
import { sessionToWire } from '../../wire/session'
import { signupAttemptToWire } from '../../wire/signup-attempt'
import { withAttemptInPlace, withSignupAttemptInPlace } from '../../wire/stale-session'
import { completeProfile } from '../../world/access/profile-completion'
import { findOpenAttempt, isOpen, type SigninAttempt } from '../../world/access/signin-attempts'
import { completeSignupProfile, type SignupAttempt, type SignupProfile } from '../../world/access/signup-attempts'
import { isSameEmail, isSamePhone, type User } from '../../world/identity/users'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { readForm, requireQuery } from '../serving/form'
import { profileOf, refuseCountry, refuseFields, refuseTaken } from './profile-fields'
import type { AuthServer } from './server'
import { badAttempt, invalidStep } from './signin-steps'

/** Completes a profile with the fields the deployment requires. Its answer has three shapes. */
export function profileRoutes(server: AuthServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>().post('/', async (c) => {
    const attemptId = requireQuery(c, 'attempt_id')
    const told = profileOf(await readForm(c))
    const signinAttempt = findOpenAttempt(data, c.get('session'), attemptId)
    if (signinAttempt?.remainingSteps.includes('complete_profile')) {
      return completeSignin(c, server, signinAttempt, told)
    }
    const signupAttempt = data.signupAttempts.get(attemptId)
    if (signupAttempt && isOwnOauthSignup(c, server, signupAttempt)) {
      return completeSignup(c, server, signupAttempt, told)
    }
    throw badAttempt()
  })
}

function completeSignin(c: AppContext, server: AuthServer, attempt: SigninAttempt, told: SignupProfile): Response {
  const { data } = server
  const session = c.get('session')
  const user = data.users.get(attempt.userId ?? '')
  if (!user || attempt.remainingSteps[0] !== 'complete_profile') throw invalidStep()
  const phoneless = server.switches.losesProfilePhone && { phoneNumber: '', phoneCountryCode: '' }
  const news = { ...withoutKnown(user, told), ...phoneless }
  refuseFields(data, news)
  refuseTaken(data, news)
  refuseCountry(data, news.phoneCountryCode)
  const before = sessionToWire(data, session)
  const progress = completeProfile(data, session, originOf(c), { attempt, user, told: news })
  if (!progress) throw missingRequiredFields()
  if (progress.signin) return answer(c, server, withAttemptInPlace(before, attempt))
  return answer(c, server, { signin_attempt: attemptToWire(attempt), session: before })
}

function completeSignup(c: AppContext, server: AuthServer, attempt: SignupAttempt, told: SignupProfile): Response {
  const { data } = server
  const session = c.get('session')
  refuseFields(data, told)
  refuseTaken(data, told)
  refuseCountry(data, told.phoneCountryCode)
  const before = sessionToWire(data, session)
  const { signin } = completeSignupProfile(data, session, originOf(c), attempt, told)
  if (attempt.missingFields.length > 0) throw missingRequiredFields()
  if (signin) return answer(c, server, withSignupAttemptInPlace(before, attempt))
  return answer(c, server, { signup_attempt: signupAttemptToWire(attempt), session: before })
}

function isOwnOauthSignup(c: AppContext, { data }: AuthServer, attempt: SignupAttempt): boolean {
  return attempt.sessionId === c.get('session').id && attempt.ssoProvider !== '' && isOpen(data, attempt)
}

/** Drops the address and number the user has already, because a second try sends them again. */
function withoutKnown(user: User, told: SignupProfile): SignupProfile {
  const phone = { countryCode: told.phoneCountryCode, phoneNumber: told.phoneNumber }
  const knowsEmail = user.emailAddresses.some((row) => isSameEmail(row, told.email))
  const knowsPhone = user.phoneNumbers.some((row) => isSamePhone(row, phone))
  return {
    ...told,
    ...(knowsEmail && { email: '' }),
    ...(knowsPhone && { phoneNumber: '', phoneCountryCode: '' }),
    ...(user.username === told.username && { username: '' }),
  }
}

function missingRequiredFields() {
  return refuseWithoutCode(400, 'Missing required fields')
}

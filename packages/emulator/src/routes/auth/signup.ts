import { Hono } from 'hono'
import { refuse } from '../../wire/refusal'
import { sessionToWire } from '../../wire/session'
import { withSignupAttempt } from '../../wire/stale-session'
import { findDeploymentInvitation } from '../../world/access/deployment-invitations'
import { missingFieldsOf, type SignupProfile, startSignupAttempt } from '../../world/access/signup-attempts'
import { passwordRefusal } from '../../world/identity/passwords'
import { isSameEmail } from '../../world/identity/users'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { optionalText, readForm } from '../serving/form'
import { badField, profileOf, refuseCountry, refuseFields, refuseTaken } from './profile-fields'
import type { AuthServer } from './server'

type Data = AuthServer['data']

export function signupRoutes(server: AuthServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>().post('/', async (c) => {
    const form = await readForm(c)
    const profile = profileOf(form)
    const password = optionalText(form, 'password') || null
    const inviteToken = optionalText(form, 'invite_token') || null
    refusePassword(data, password)
    refuseMode(data, inviteToken)
    refuseMissing(data, profile)
    refuseFields(data, profile)
    refuseInvitation(data, inviteToken, profile.email)
    refuseTaken(data, profile)
    return answerSignup(c, server, { profile, password, inviteToken })
  })
}

function answerSignup(c: AppContext, server: AuthServer, start: Parameters<typeof startSignupAttempt>[3]): Response {
  const { data } = server
  const session = c.get('session')
  const willBeDone = !needsVerification(data, start.profile)
  if (willBeDone) refuseCountry(data, start.profile.phoneCountryCode)
  const before = sessionToWire(data, session)
  const { attempt } = startSignupAttempt(data, session, originOf(c), start)
  return answer(c, server, withSignupAttempt(before, attempt))
}

function needsVerification(data: Data, { email, phoneNumber }: SignupProfile): boolean {
  const policy = data.deployment.auth_settings.verification_policy
  return (policy.email && email !== '') || (policy.phone_number && phoneNumber !== '')
}

function refusePassword(data: Data, password: string | null): void {
  const { password: policy, first_factor: firstFactor } = data.deployment.auth_settings
  const wanted = policy.enabled && firstFactor.endsWith('_password')
  if (password === null && !wanted) return
  const refusal = password === null ? 'Password is required' : passwordRefusal(data, password)
  if (refusal) throw badField(refusal)
}

function refuseMode(data: Data, inviteToken: string | null): void {
  const { sign_up_mode: mode } = data.deployment.restrictions
  // On the newest server, an invitation does not lift this restriction.
  if (mode === 'restricted') throw refuse(403, 'SIGNUP_RESTRICTED', 'Sign up is restricted')
  if (mode === 'waitlist' && !inviteToken) throw refuse(400, 'SIGNUP_WAITLIST_ONLY', 'Sign up is by invitation only')
}

function refuseMissing(data: Data, profile: SignupProfile): void {
  const [missing] = missingFieldsOf(data, profile)
  if (missing) throw badField(`${missing} is required`)
}

function refuseInvitation(data: Data, inviteToken: string | null, email: string): void {
  if (!inviteToken) return
  const invitation = findDeploymentInvitation(data, inviteToken)
  if (!invitation) throw refuse(400, 'INVALID_INVITATION_TOKEN', 'The invitation is invalid or has expired')
  if (!isSameEmail(invitation, email)) throw badField('The invitation is for another email address')
}

import { Hono } from 'hono'
import { refuseWithoutCode } from '../../wire/refusal'
import { sessionToWire, type WireSession } from '../../wire/session'
import { withAttempt, withAttemptInPlace } from '../../wire/stale-session'
import { findCode, redeemCode } from '../../world/access/codes'
import { isOpen, passStep, type SigninAttempt } from '../../world/access/signin-attempts'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { requireQuery } from '../serving/form'
import { isSignedInHere, refuseDisabled } from '../serving/signin-refusals'
import type { AuthServer } from './server'
import { badAttempt, codeSubject } from './signin-steps'

/** Opens a magic link, possibly in another browser than the one that requested it. */
export function magicLinkRoutes(server: AuthServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>().get('/', (c) => {
    const session = c.get('session')
    const token = requireQuery(c, 'token')
    const attempt = data.signinAttempts.get(requireQuery(c, 'attempt'))
    if (!attempt || !isOpen(data, attempt)) throw badAttempt()
    const isSameDevice = attempt.sessionId === session.id
    const subject = codeSubject(attempt)
    const user = data.users.get(attempt.userId ?? '')
    const isLink = attempt.remainingSteps[0] === 'verify_email_link' && findCode(data, subject, token)
    if (!isLink || !user) throw refuseWithoutCode(400, 'Invalid or expired magic link')
    if (!isSameDevice && data.deployment.auth_settings.magic_link?.require_same_device) {
      throw refuseWithoutCode(400, 'Open the link in the browser you asked for it with')
    }
    refuseDisabled(user)
    redeemCode(data, subject, token)
    const before = sessionToWire(data, session)
    if (isSignedInHere(data, session, user)) return answer(c, server, before)
    return answer(c, server, opened(c, server, attempt, before))
  })
}

function opened(c: AppContext, { data }: AuthServer, attempt: SigninAttempt, before: WireSession): WireSession {
  const session = c.get('session')
  const isSameDevice = attempt.sessionId === session.id
  const { signin } = passStep(data, session, originOf(c), attempt)
  // The browser that opens the link gets the sign-in; the one that requested it is not signed in.
  if (signin) return isSameDevice ? withAttemptInPlace(before, attempt) : withAttempt(before, attempt)
  attempt.sessionId = session.id
  return withAttempt(before, attempt)
}

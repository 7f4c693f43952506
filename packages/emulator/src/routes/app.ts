import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Refusal, refusalEnvelope, refuse, refuseGenerically } from '../wire/refusal'
import { authRoutes } from './auth'
import { captchaRoutes } from './captcha'
import { challenge } from './challenge'
import { deploymentRoutes } from './deployment'
import { cors, globalRateLimit, knownHost, openSession } from './guards'
import { meRoutes } from './me'
import { authenticatorRoutes } from './me-authenticator'
import { backupCodeRoutes } from './me-backup-codes'
import { emailAddressRoutes } from './me-email-addresses'
import { phoneNumberRoutes } from './me-phone-numbers'
import { oauthRoutes } from './oauth'
import { organizationInvitationRoutes } from './organization-invitations'
import { passkeyLoginRoutes, passkeyRoutes } from './passkeys'
import { type AppContext, type AppEnv, type Server, stubOf } from './server'
import { sessionRoutes } from './session'
import { sessionTokenRoutes } from './session-token'
import { socialConnectionRoutes } from './social-connections'
import { ssoRoutes } from './sso'
import { ticketRoutes } from './ticket'
import { vendorSessionRoutes } from './vendor-sessions'
import { waitlistRoutes } from './waitlist'
import { wellKnownRoutes } from './well-known'

/** The Frontend API of one deployment. The order of the guards is the server's. */
export function createApp(server: Server): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(globalRateLimit(server), knownHost(server), cors(server), openSession(server), challenge(server))
  app.route('/.well-known', wellKnownRoutes(server))
  app.route('/deployment', deploymentRoutes(server))
  app.route('/session', sessionRoutes(server))
  app.route('/session/token', sessionTokenRoutes(server))
  app.route('/session/ticket', ticketRoutes(server))
  app.route('/auth', authRoutes(server))
  app.route('/auth/oauth2', oauthRoutes(server))
  app.route('/auth/sso', ssoRoutes(server))
  app.route('/auth/passkey', passkeyLoginRoutes(server))
  app.route('/me', meRoutes(server))
  app.route('/me/authenticator', authenticatorRoutes(server))
  app.route('/me/backup-codes', backupCodeRoutes(server))
  app.route('/me/email-addresses', emailAddressRoutes(server))
  app.route('/me/phone-numbers', phoneNumberRoutes(server))
  app.route('/organizations/invitations', organizationInvitationRoutes(server))
  app.route('/waitlist', waitlistRoutes(server))
  app.route('/captcha', captchaRoutes(server))
  app.route('/me', socialConnectionRoutes(server))
  app.route('/me/passkeys', passkeyRoutes(server))
  app.route('/', vendorSessionRoutes(server))
  app.notFound((c) => refused(c, server, refuseGenerically(404)))
  app.onError((error, c) => refused(c, server, error instanceof Refusal ? error : unexpected(error)))
  return app
}

function refused(c: AppContext, server: Server, refusal: Refusal): Response {
  return c.json(refusalEnvelope(refusal, stubOf(server, c)), refusal.status as ContentfulStatusCode)
}

function unexpected(error: Error): Refusal {
  // A fault of the emulator must be found, not guessed at.
  console.error(error)
  return refuse(500, 'INTERNAL', 'Internal server error')
}

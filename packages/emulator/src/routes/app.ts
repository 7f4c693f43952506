import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Refusal, refusalEnvelope, refuse, refuseGenerically } from '../wire/refusal'
import { uploadPath } from '../world/deployment/uploads'
import { authRoutes } from './auth/auth'
import { passkeyLoginRoutes } from './auth/passkey-login'
import type { AuthServer } from './auth/server'
import { captchaRoutes } from './deployment/captcha'
import { challenge } from './deployment/challenge'
import { deploymentRoutes } from './deployment/deployment'
import type { DeploymentServer } from './deployment/server'
import { uploadRoutes } from './deployment/uploads'
import { waitlistRoutes } from './deployment/waitlist'
import { wellKnownRoutes } from './deployment/well-known'
import { accountRoutes } from './me/account'
import { authenticatorRoutes } from './me/authenticator'
import { backupCodeRoutes } from './me/backup-codes'
import { emailAddressRoutes } from './me/email-addresses'
import { meRoutes } from './me/me'
import { passkeyRoutes } from './me/passkeys'
import { passwordRoutes } from './me/password'
import { phoneNumberRoutes } from './me/phone-numbers'
import type { MeServer } from './me/server'
import { notificationRoutes } from './notifications/notifications'
import type { NotificationServer } from './notifications/server'
import { acceptInvitationRoutes } from './organizations/accept-invitation'
import { organizationDomainRoutes } from './organizations/domains'
import { enterpriseConnectionRoutes } from './organizations/enterprise-connections'
import { organizationInvitationRoutes } from './organizations/invitations'
import { organizationMemberRoutes } from './organizations/members'
import { organizationRoutes } from './organizations/organizations'
import { organizationRoleRoutes } from './organizations/roles'
import { scimTokenRoutes } from './organizations/scim-tokens'
import type { OrganizationServer } from './organizations/server'
import { oauthRoutes } from './providers/oauth'
import type { ProviderServer } from './providers/server'
import { socialConnectionRoutes } from './providers/social-connections'
import { ssoRoutes } from './providers/sso'
import { type AppContext, type AppEnv, stubOf } from './serving/context'
import { cors, type GuardedServer, globalRateLimit, knownHost, openSession } from './serving/guards'
import type { SessionServer } from './session/server'
import { sessionRoutes } from './session/session'
import { ticketRoutes } from './session/ticket'
import { sessionTokenRoutes } from './session/token'
import { vendorSessionRoutes } from './session/vendor-sessions'
import { workspaceMemberRoutes } from './workspaces/members'
import { workspaceRoleRoutes } from './workspaces/roles'
import type { WorkspaceServer } from './workspaces/server'
import { workspaceRoutes } from './workspaces/workspaces'

/** The parts of the emulator that the API uses: the union of what its routes use. */
export type Server = GuardedServer &
  DeploymentServer &
  SessionServer &
  AuthServer &
  ProviderServer &
  MeServer &
  NotificationServer &
  OrganizationServer &
  WorkspaceServer

/** The Frontend API of one deployment. The order of the guards is the server's. */
export function createApp({ data, keys, stateSigner, address, limiter, switches, streams }: Server): Hono<AppEnv> {
  const guarded: GuardedServer = { data, keys, address, limiter, switches }
  const deployment: DeploymentServer = { data, keys, switches }
  const session: SessionServer = { data, keys, address, limiter, switches }
  const auth: AuthServer = { data, address, switches }
  const providers: ProviderServer = { data, keys, stateSigner, address, switches }
  const me: MeServer = { data, address, switches }
  const notifications: NotificationServer = { data, address, switches, streams }
  const organizations: OrganizationServer = { data, address, switches }
  const workspaces: WorkspaceServer = { data, address, switches }

  const app = new Hono<AppEnv>()
  app.use(globalRateLimit(guarded), knownHost(guarded), cors(guarded), openSession(guarded), challenge(deployment))
  app.route('/.well-known', wellKnownRoutes(deployment))
  app.route('/deployment', deploymentRoutes(deployment))
  app.route('/session', sessionRoutes(session))
  app.route('/session/token', sessionTokenRoutes(session))
  app.route('/session/ticket', ticketRoutes(session))
  app.route('/auth', authRoutes(auth))
  app.route('/auth/oauth2', oauthRoutes(providers))
  app.route('/auth/sso', ssoRoutes(providers))
  app.route('/auth/passkey', passkeyLoginRoutes(auth))
  app.route('/me', meRoutes(me))
  app.route('/me', accountRoutes(me))
  app.route('/me', passwordRoutes(me))
  app.route('/me/authenticator', authenticatorRoutes(me))
  app.route('/me/backup-codes', backupCodeRoutes(me))
  app.route('/me/email-addresses', emailAddressRoutes(me))
  app.route('/me/phone-numbers', phoneNumberRoutes(me))
  app.route('/notifications', notificationRoutes(notifications))
  app.route('/organizations', organizationRoutes(organizations))
  app.route('/organizations/invitations', acceptInvitationRoutes(organizations))
  app.route('/organizations/:id/members', organizationMemberRoutes(organizations))
  app.route('/organizations/:id/roles', organizationRoleRoutes(organizations))
  app.route('/organizations/:id/invitations', organizationInvitationRoutes(organizations))
  app.route('/organizations/:id/domains', organizationDomainRoutes(organizations))
  app.route('/organizations/:id/enterprise-connections', enterpriseConnectionRoutes(organizations))
  app.route('/organizations/:id/enterprise-connections/:connectionId/scim/token', scimTokenRoutes(organizations))
  app.route('/workspaces', workspaceRoutes(workspaces))
  app.route('/workspaces/:id/members', workspaceMemberRoutes(workspaces))
  app.route('/workspaces/:id/roles', workspaceRoleRoutes(workspaces))
  app.route('/waitlist', waitlistRoutes(deployment))
  app.route('/captcha', captchaRoutes(deployment))
  app.route(uploadPath, uploadRoutes(deployment))
  app.route('/me', socialConnectionRoutes(providers))
  app.route('/me/passkeys', passkeyRoutes(me))
  app.route('/', vendorSessionRoutes(session))
  app.notFound((c) => refused(c, guarded, refuseGenerically(404)))
  app.onError((error, c) => refused(c, guarded, error instanceof Refusal ? error : unexpected(error)))
  return app
}

function refused(c: AppContext, server: GuardedServer, refusal: Refusal): Response {
  return c.json(refusalEnvelope(refusal, stubOf(server, c)), refusal.status as ContentfulStatusCode)
}

function unexpected(error: Error): Refusal {
  // Log bugs of the emulator; the 500 alone would hide them.
  console.error(error)
  return refuse(500, 'INTERNAL', 'Internal server error')
}

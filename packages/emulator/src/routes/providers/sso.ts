import { Hono } from 'hono'
import { type EnterpriseState, openOauthState, sealOauthState } from '../../providers/oauth-state'
import { enterpriseAuthorizeUrl } from '../../providers/urls'
import { issueTransportToken } from '../../tokens/transport-token'
import { refuseWithoutCode } from '../../wire/refusal'
import { sessionToWire } from '../../wire/session'
import { withAttempt } from '../../wire/stale-session'
import { redeemProviderCode } from '../../world/access/provider-grants'
import type { Session } from '../../world/access/sessions'
import { findOpenAttempt, proveFirstFactor, startSigninAttempt } from '../../world/access/signin-attempts'
import { destinationAfter, withDevSession } from '../../world/deployment/redirects'
import { isOfConnection } from '../../world/identity/enterprise-connections'
import { userFromProvider } from '../../world/identity/social-connections'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { requireQuery } from '../serving/form'
import { readRedirectUri } from '../serving/redirect-uri'
import type { ProviderServer } from './server'

/** Signing in through an enterprise provider: `/auth/sso`. */
export function ssoRoutes(server: ProviderServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>()
    .post('/login', async (c) => {
      const connection = data.enterpriseConnections.get(requireQuery(c, 'connection_id'))
      if (!connection) throw refuseWithoutCode(404, 'Enterprise connection not found')
      const redirectUri = readRedirectUri(c)
      const session = c.get('session')
      const before = sessionToWire(data, session)
      const start = { method: 'enterprise_sso', user: null, enterpriseConnectionId: connection.id }
      const { attempt } = startSigninAttempt(data, session, originOf(c), start)
      const state = await sealOauthState(server.stateSigner, {
        kind: 'enterprise_sso',
        attemptId: attempt.id,
        sessionId: session.id,
        redirectUri,
        startedAt: Math.floor(data.clock.now() / 1_000),
        frontendHost: address.frontendHost,
      })
      const ssoUrl = enterpriseAuthorizeUrl(address, connection.id, state)
      return answer(c, server, { sso_url: ssoUrl, session: withAttempt(before, attempt) })
    })
    .get('/oidc/callback', async (c) => {
      const begun = await readState(c, server)
      if (typeof begun === 'string') return redirectWithError(c, server, undefined, begun)
      const { session } = begun
      const failure = finish(c, server, begun)
      if (failure) return redirectWithError(c, server, session, failure)
      const page = destinationAfter('signin', address, data.deployment, begun.state.redirectUri)
      return c.redirect(await handOver(server, session, page))
    })
}

interface BegunSso {
  state: EnterpriseState
  /** The session it was started in. In staging, the browser returns without it. */
  session: Session
}

async function readState(c: AppContext, { data, address, stateSigner }: ProviderServer): Promise<BegunSso | string> {
  const state = await openOauthState(stateSigner, c.req.query('state') ?? '')
  const session = state?.kind === 'enterprise_sso' ? data.sessions.get(state.sessionId) : undefined
  if (state?.kind !== 'enterprise_sso' || !session) return 'Invalid or expired state'
  // Prevents login CSRF: the cookie must be of the session that started the flow. Staging has no cookie.
  if (address.mode === 'production' && session.id !== c.get('session').id) return 'Invalid or expired state'
  if (state.startedAt * 1_000 + data.lifetimes.oauthStateMs <= data.clock.now()) return 'Invalid or expired state'
  return { state, session }
}

/** Signs the visitor in, or returns the reason why not. */
function finish(c: AppContext, { data }: ProviderServer, { state, session }: BegunSso): string | undefined {
  if (c.req.query('error')) return c.req.query('error_description') || 'The provider refused'
  const attempt = findOpenAttempt(data, session, state.attemptId)
  const connection = data.enterpriseConnections.get(attempt?.enterpriseConnectionId ?? '')
  if (!attempt || !connection) return 'Invalid or expired state'
  const person = redeemProviderCode(data, connection.id, c.req.query('code') ?? '')
  if (!person) return 'The provider did not accept the code'
  if (!isOfConnection(connection, person.email)) return `Only addresses of ${connection.domain} may sign in here`
  const user = userFromProvider(data, person, 'enterprise_sso')
  if (user.disabled) return 'User is disabled'
  proveFirstFactor(data, session, originOf(c), attempt, { user, skipSteps: true })
  return undefined
}

async function redirectWithError(
  c: AppContext,
  server: ProviderServer,
  session: Session | undefined,
  description: string,
) {
  const page = new URL(server.data.deployment.ui_settings.sign_in_page_url)
  page.searchParams.set('error', 'access_denied')
  page.searchParams.set('error_description', description)
  return c.redirect(session ? await handOver(server, session, page.href) : page.href)
}

/** Staging passes the session in the URL, production in the cookie. */
async function handOver({ data, keys, address }: ProviderServer, session: Session, page: string): Promise<string> {
  if (address.mode === 'production') return page
  return withDevSession(
    address,
    data.deployment,
    page,
    await issueTransportToken(data, await keys(), address.baseUrl, session),
  )
}

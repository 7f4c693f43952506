import { Hono } from 'hono'
import { type OauthState, openOauthState, sealOauthState } from '../../providers/oauth-state'
import { socialAuthorizeUrl } from '../../providers/urls'
import { attemptToWire } from '../../wire/attempt'
import { refuse } from '../../wire/refusal'
import { sessionToWire, type WireSession } from '../../wire/session'
import { withAttempt } from '../../wire/stale-session'
import { redeemProviderCode } from '../../world/access/provider-grants'
import {
  findOpenAttempt,
  proveFirstFactor,
  type SigninAttempt,
  startSigninAttempt,
} from '../../world/access/signin-attempts'
import { userFromSocialProvider } from '../../world/identity/social-connections'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { readRedirectUri } from '../serving/redirect-uri'
import { refuseDisabled } from '../serving/signin-refusals'
import type { ProviderServer } from './server'

/** Signing in through a social provider: `/auth/oauth2`. */
export function oauthRoutes(server: ProviderServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>()
    .post('/init', async (c) => {
      const provider = requireProvider(c, server)
      const redirectUri = readRedirectUri(c)
      const session = c.get('session')
      const before = sessionToWire(data, session)
      // The user is known only after the callback.
      const start = { method: 'sso', user: null, ssoProvider: provider }
      const { attempt } = startSigninAttempt(data, session, originOf(c), start)
      const startedAt = Math.floor(data.clock.now() / 1_000)
      const { frontendHost } = address
      const state = { kind: 'sign_in', attemptId: attempt.id, redirectUri, startedAt, frontendHost } as const
      const oauthUrl = socialAuthorizeUrl(address, provider, await sealOauthState(server.stateSigner, state))
      return answer(c, server, { oauth_url: oauthUrl, session: withAttempt(before, attempt) })
    })
    .get('/callback', async (c) => {
      const { code, state } = await readCallback(c, server)
      const session = c.get('session')
      const attempt = state.kind === 'sign_in' ? findOpenAttempt(data, session, state.attemptId) : undefined
      if (attempt?.method !== 'sso' || attempt.userId !== null) throw invalidState()
      const person = redeemProviderCode(data, attempt.ssoProvider, code)
      if (!person) throw invalidCode()
      const before = sessionToWire(data, session)
      const user = userFromSocialProvider(data, attempt.ssoProvider, person)
      refuseDisabled(user)
      proveFirstFactor(data, session, originOf(c), attempt, { user })
      const { redirectUri } = state
      return answer(c, server, {
        session: withAttemptLast(before, attempt),
        ...(redirectUri && { redirect_uri: redirectUri }),
      })
    })
}

/** The provider in the request. Throws unless the deployment has it enabled. */
export function requireProvider(c: AppContext, { data }: ProviderServer): string {
  const provider = c.req.query('provider')
  if (!provider) throw refuse(400, 'PROVIDER_REQUIRED', 'A provider is required')
  const configured = data.deployment.social_connections.some((row) => row.provider === provider && row.enabled)
  if (!configured) throw refuse(400, 'PROVIDER_NOT_CONFIGURED', 'This provider is not configured')
  return provider
}

/** Reads the code and the state of a provider's callback. The caller checks whom they belong to. */
export async function readCallback(
  c: AppContext,
  server: ProviderServer,
): Promise<{ code: string; state: OauthState }> {
  const code = c.req.query('code')
  if (!code) throw refuse(400, 'CODE_REQUIRED', 'A code is required')
  const state = await openOauthState(server.stateSigner, c.req.query('state') ?? '')
  const { clock, lifetimes } = server.data
  if (!state || state.startedAt * 1_000 + lifetimes.oauthStateMs <= clock.now()) throw invalidState()
  return { code, state }
}

export function invalidState() {
  return refuse(400, 'INVALID_STATE', 'Invalid or expired state')
}

export function invalidCode() {
  return refuse(400, 'INVALID_CODE', 'Invalid code')
}

/** Moves the updated attempt to the end of the answer's list. */
function withAttemptLast(before: WireSession, attempt: SigninAttempt): WireSession {
  const others = before.signin_attempts?.filter((row) => row.id !== attempt.id) ?? []
  return { ...before, signin_attempts: [...others, attemptToWire(attempt)] }
}

import { Hono } from 'hono'
import { sealOauthState } from '../../providers/oauth-state'
import { socialAuthorizeUrl } from '../../providers/urls'
import { refuseWithoutCode } from '../../wire/refusal'
import { sessionToWire } from '../../wire/session'
import { redeemProviderCode } from '../../world/access/provider-grants'
import { connectSocially, findSocialConnection, socialConnectionsOf } from '../../world/identity/social-connections'
import { type AppEnv, answer, requireSignin } from '../serving/context'
import { readRedirectUri } from '../serving/redirect-uri'
import { invalidCode, invalidState, readCallback, requireProvider } from './oauth'
import type { ProviderServer } from './server'

/** The active user's social connections, below `/me`. */
export function socialConnectionRoutes(server: ProviderServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>()
    .post('/init-sso-connection', async (c) => {
      const { userId } = requireSignin(c, server)
      const provider = requireProvider(c, server)
      const state = await sealOauthState(server.stateSigner, {
        kind: 'connect_social',
        userId,
        sessionId: c.get('session').id,
        provider,
        redirectUri: readRedirectUri(c),
        startedAt: Math.floor(data.clock.now() / 1_000),
        frontendHost: address.frontendHost,
      })
      return answer(c, server, { oauth_url: socialAuthorizeUrl(address, provider, state) })
    })
    .post('/sso-connection-callback', async (c) => {
      const { userId } = requireSignin(c, server)
      const { code, state } = await readCallback(c, server)
      const session = c.get('session')
      if (state.kind !== 'connect_social' || state.userId !== userId || state.sessionId !== session.id) {
        throw invalidState()
      }
      const person = redeemProviderCode(data, state.provider, code)
      const user = data.users.get(userId)
      if (!person || !user) throw invalidCode()
      if (findSocialConnection(data, state.provider, person)) {
        throw refuseWithoutCode(400, 'This account is connected already')
      }
      const before = sessionToWire(data, session)
      connectSocially(data, user, state.provider, person)
      return answer(c, server, {
        message: 'Account connected',
        session: before,
        redirect_uri: state.redirectUri,
      })
    })
    .post('/social-connections/:id/disconnect', (c) => {
      const { userId } = requireSignin(c, server)
      const connection = socialConnectionsOf(data, userId).find((row) => row.id === c.req.param('id'))
      if (!connection) throw refuseWithoutCode(404, 'Social connection not found')
      data.socialConnections.delete(connection.id)
      return answer(c, server, 'Account disconnected')
    })
}

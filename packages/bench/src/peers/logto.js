import { generateKeyPairSync, sign } from 'node:crypto'
import { bodyOf, letterOf, tokenOf } from './stage/tokens.js'

const origin = 'https://peer.test'

/**
 * Logto's browser client in its defaults. One account a client: to sign in and to switch is its redirect and callback, the
 * code of which names the account.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'Logto',
  does: 'client.getAccessToken()',
  serve({ now, lifeMs }) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    // Logto verifies the signature of an ID token.
    const signed = (/** @type {string} */ token) => {
      const [, payload] = token.split('.')
      const text = `${Buffer.from('{"alg":"ES256","kid":"key"}').toString('base64url')}.${payload}`
      return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
    }
    const configuration = {
      issuer: origin,
      authorization_endpoint: `${origin}/auth`,
      token_endpoint: `${origin}/token`,
      userinfo_endpoint: `${origin}/me`,
      end_session_endpoint: `${origin}/session/end`,
      revocation_endpoint: `${origin}/revoke`,
      jwks_uri: `${origin}/jwks`,
    }
    const revoked = new Set()
    return {
      async answer(request) {
        const { pathname } = new URL(request.url)
        if (pathname.endsWith('/openid-configuration')) return Response.json(configuration)
        if (pathname === '/jwks')
          return Response.json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'ES256' }] })
        const { token, code, refresh_token } = await bodyOf(request)
        if (token) {
          revoked.add(token)
          return new Response()
        }
        if (revoked.has(refresh_token))
          return Response.json({ code: 'oidc.invalid_grant', message: 'grant is revoked' }, { status: 400 })
        const subject = letterOf(code ?? refresh_token)
        const nowMs = now()
        return Response.json({
          access_token: tokenOf({ subject, nowMs, lifeMs }),
          refresh_token: `of ${subject}`,
          id_token: signed(tokenOf({ subject, nowMs, lifeMs: 3_600_000, claims: { iss: origin, aud: 'app' } })),
          scope: 'openid offline_access profile',
          expires_in: lifeMs / 1_000,
        })
      },
    }
  },
  isMint: (path) => path === '/token',
  async open({ module, isFirst }) {
    const client = new module.LogtoClient({ endpoint: origin, appId: 'app' })
    const become = async (/** @type {string} */ subject) => {
      const redirectUri = 'http://localhost/callback'
      const assign = window.location.assign
      const going = new Promise((resolve) => {
        window.location.assign = (url) => resolve(new URL(url).searchParams.get('state'))
      })
      await client.signIn({ redirectUri })
      window.location.assign = assign
      await client.handleSignInCallback(`${redirectUri}?code=of ${subject}&state=${await going}`)
    }
    if (isFirst) await become('A')
    return {
      read: () => client.getAccessToken(),
      async renew() {
        await client.clearAccessToken()
        return client.getAccessToken()
      },
      switchToB: () => become('B'),
      signOut: () => client.signOut(),
      isSignedIn: () => client.isAuthenticated(),
    }
  },
}

import { bodyOf, letterOf, tokenOf } from './stage/tokens.js'

/**
 * Auth0 as its documentation does for apps that keep people signed in after a reload: refresh tokens in `localStorage`. One
 * account a client: to sign in and to switch is to exchange a token, which needs no redirect.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'Auth0 SPA',
  does: 'client.getTokenSilently()',
  serve: ({ now, lifeMs }) => ({
    async answer(request) {
      const { subject_token, refresh_token } = await bodyOf(request)
      const subject = letterOf(subject_token ?? refresh_token)
      const nowMs = now()
      return Response.json({
        access_token: tokenOf({ subject, nowMs, lifeMs }),
        refresh_token: `of ${subject}`,
        id_token: tokenOf({ subject, nowMs, lifeMs: 36_000_000, claims: { iss: 'https://peer.test/', aud: 'client' } }),
        token_type: 'Bearer',
        expires_in: lifeMs / 1_000,
        scope: 'openid profile email offline_access',
      })
    },
  }),
  isMint: (path) => path === '/oauth/token',
  async open({ module, isFirst }) {
    const client = await module.createAuth0Client({
      domain: 'peer.test',
      clientId: 'client',
      useRefreshTokens: true,
      cacheLocation: 'localstorage',
      authorizationParams: { redirect_uri: 'http://localhost/' },
    })
    const become = (/** @type {string} */ subject) =>
      client.loginWithCustomTokenExchange({
        subject_token: `of ${subject}`,
        subject_token_type: 'urn:app:account',
        scope: 'openid profile email offline_access',
      })
    if (isFirst) await become('A')
    return {
      read: () => client.getTokenSilently(),
      renew: () => client.getTokenSilently({ cacheMode: 'off' }),
      switchToB: () => become('B'),
      signOut: () => client.logout({ openUrl: false }),
      isSignedIn: () => client.isAuthenticated(),
    }
  },
}

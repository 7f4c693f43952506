import { bodyOf, letterOf, tokenOf } from './stage/tokens.js'

/**
 * oidc-client-ts with `localStorage`, as its documentation does for apps with several tabs, and silent renewal by refresh
 * token. One account a manager: to switch is to store another user, as the callback of a sign-in does.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'oidc-client-ts',
  does: 'manager.getUser()',
  serve({ now, lifeMs }) {
    const answerFor = (/** @type {string} */ subject) => ({
      access_token: tokenOf({ subject, nowMs: now(), lifeMs }),
      refresh_token: `of ${subject}`,
      token_type: 'Bearer',
      expires_in: lifeMs / 1_000,
    })
    return {
      async answer(request) {
        const { pathname, search } = new URL(request.url)
        if (pathname === '/sign-in') return Response.json(answerFor(letterOf(search)))
        const { token, refresh_token } = await bodyOf(request)
        return token ? new Response() : Response.json(answerFor(letterOf(refresh_token)))
      },
    }
  },
  isMint: (path) => path.endsWith('/token'),
  async open({ module, isFirst }) {
    const manager = new module.UserManager({
      authority: 'https://peer.test',
      client_id: 'client',
      redirect_uri: 'http://localhost/',
      metadata: {
        issuer: 'https://peer.test',
        token_endpoint: 'https://peer.test/token',
        revocation_endpoint: 'https://peer.test/revoke',
      },
      userStore: new module.WebStorageStateStore({ store: localStorage }),
    })
    const become = async (/** @type {string} */ subject) => {
      const { expires_in, ...answer } = await (await fetch(`https://peer.test/sign-in?as=${subject}`)).json()
      const profile = { sub: subject, iss: 'https://peer.test', aud: 'client', exp: 0, iat: 0 }
      const expires_at = Math.floor(Date.now() / 1_000) + expires_in
      const user = new module.User({ ...answer, expires_at, profile })
      await manager.storeUser(user)
      await manager.events.load(user)
    }
    if (isFirst) await become('A')
    const renew = async () => (await manager.signinSilent())?.access_token
    return {
      async read() {
        const user = await manager.getUser()
        return user?.expired ? renew() : user?.access_token
      },
      renew,
      switchToB: () => become('B'),
      signOut: () => manager.removeUser(),
      isSignedIn: async () => Boolean(await manager.getUser()),
    }
  },
}

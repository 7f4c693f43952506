import { bodyOf, letterOf, tokenOf } from './stage/tokens.js'

/**
 * Firebase Auth with its entry for small bundles and `localStorage`. One account a client: to sign in and to switch is to sign
 * in with a custom token.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'Firebase Auth',
  does: 'user.getIdToken()',
  serve({ now, lifeMs }) {
    return {
      async answer(request) {
        const { pathname } = new URL(request.url)
        const body = await bodyOf(request)
        const subject =
          letterOf(body.token ?? body.refresh_token) ||
          letterOf(JSON.parse(atob(body.idToken?.split('.')[1] ?? '') || '{}').sub)
        if (pathname.endsWith(':lookup'))
          return Response.json({ users: [{ localId: subject, lastLoginAt: '0', createdAt: '0' }] })
        const token = tokenOf({ subject, nowMs: now(), lifeMs, claims: { user_id: subject } })
        const [refreshToken, expiresIn] = [`of ${subject}`, String(lifeMs / 1_000)]
        return pathname.endsWith(':signInWithCustomToken')
          ? Response.json({ idToken: token, refreshToken, expiresIn, isNewUser: false })
          : Response.json({
              access_token: token,
              id_token: token,
              refresh_token: refreshToken,
              expires_in: expiresIn,
              user_id: subject,
              token_type: 'Bearer',
            })
      },
    }
  },
  isMint: (path) => path === '/v1/token',
  async open({ module, isFirst }) {
    const app = module.initializeApp({ apiKey: 'key', authDomain: 'peer.test', projectId: 'peer' })
    const auth = module.initializeAuth(app, { persistence: module.browserLocalPersistence })
    await auth.authStateReady()
    const become = (/** @type {string} */ subject) => module.signInWithCustomToken(auth, `of ${subject}`)
    if (isFirst) await become('A')
    return {
      read: async () => auth.currentUser?.getIdToken(),
      renew: async () => auth.currentUser?.getIdToken(true),
      switchToB: () => become('B'),
      signOut: () => module.signOut(auth),
      isSignedIn: () => Boolean(auth.currentUser),
    }
  },
}

import { claimsOf, letterOf, tokenOf } from './stage/tokens.js'

/**
 * SuperTokens with tokens in headers, so that the page can read them. One session a client: to sign in and to switch is to call
 * the sign-in of one's own API.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'SuperTokens',
  does: 'Session.getAccessToken()',
  serve({ now, lifeMs }) {
    const revoked = new Set()
    return {
      async answer(request) {
        const { pathname, search } = new URL(request.url)
        const bearer = request.headers.get('Authorization')?.replace('Bearer ', '') ?? ''
        if (pathname.endsWith('/signout')) {
          revoked.add(`of ${claimsOf(bearer).sub}`)
          const headers = { 'front-token': 'remove', 'st-access-token': '', 'st-refresh-token': '' }
          return Response.json({ status: 'OK' }, { headers })
        }
        const isSignIn = pathname === '/sign-in'
        if (!isSignIn && (!bearer || revoked.has(bearer)))
          return Response.json({ message: 'unauthorised' }, { status: 401, headers: { 'front-token': 'remove' } })
        const subject = letterOf(isSignIn ? search : bearer)
        const token = tokenOf({ subject, nowMs: now(), lifeMs })
        const up = claimsOf(token)
        const front = btoa(JSON.stringify({ uid: subject, ate: up.exp * 1_000, up }))
        const headers = { 'front-token': front, 'st-access-token': token, 'st-refresh-token': `of ${subject}` }
        return Response.json({ status: 'OK' }, { headers })
      },
    }
  },
  isMint: (path) => path.endsWith('/session/refresh'),
  async open({ module: { Session }, isFirst }) {
    Session.init({ apiDomain: 'https://peer.test', apiBasePath: '/auth', tokenTransferMethod: 'header' })
    const become = (/** @type {string} */ subject) =>
      fetch(`https://peer.test/sign-in?as=${subject}`, { method: 'POST' })
    if (isFirst) await become('A')
    return {
      read: () => Session.getAccessToken(),
      async renew() {
        await Session.attemptRefreshingSession()
        return Session.getAccessToken()
      },
      switchToB: () => become('B'),
      signOut: () => Session.signOut(),
      isSignedIn: () => Session.doesSessionExist(),
    }
  },
}

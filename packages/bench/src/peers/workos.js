import { leaveCookie } from './stage/cookies.js'
import { bodyOf, letterOf, tokenOf } from './stage/tokens.js'

/**
 * WorkOS AuthKit in its mode for production, in which a cookie of its domain keeps the session. One account a client: to switch
 * is to switch to another organization.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'WorkOS AuthKit',
  does: 'client.getAccessToken()',
  serve({ now, lifeMs }) {
    // The session of the cookie.
    let active = /** @type {string | undefined} */ ('A')
    return {
      async answer(request) {
        if (new URL(request.url).pathname.endsWith('/logout')) {
          active = undefined
          return new Response()
        }
        if (!active)
          return Response.json({ error: 'invalid_grant', error_description: 'Session has ended.' }, { status: 400 })
        const { organization_id } = await bodyOf(request)
        const subject = letterOf(organization_id ?? active)
        active = subject
        return Response.json({
          access_token: tokenOf({ subject, nowMs: now(), lifeMs, claims: { org_id: subject } }),
          user: { object: 'user', id: subject },
          organization_id: subject,
          authentication_method: 'Password',
        })
      },
    }
  },
  isMint: (path) => path.endsWith('/authenticate'),
  async open({ module, isFirst }) {
    // As the page after a sign-in finds it.
    if (isFirst) leaveCookie('workos-has-session=1')
    const client = await module.createClient('client', { apiHostname: 'auth.peer.test', devMode: false })
    return {
      read: () => client.getAccessToken(),
      renew: () => client.getAccessToken({ forceRefresh: true }),
      switchToB: () => client.switchToOrganization({ organizationId: 'B' }),
      signOut: () => client.signOut({ navigate: false }),
      isSignedIn: () => Boolean(client.getUser()),
    }
  },
}

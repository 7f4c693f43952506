import { bodyOf, letterOf, tokenOf } from './stage/tokens.js'

/**
 * Supabase with its defaults: storage is `localStorage`, tokens are refreshed by themselves. One account a client: to switch
 * is to set another account's session.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'Supabase auth-js',
  does: 'client.getSession()',
  serve({ now, lifeMs }) {
    const sessionOf = (/** @type {string} */ subject) => ({
      access_token: tokenOf({ subject, nowMs: now(), lifeMs }),
      refresh_token: `of ${subject}`,
      token_type: 'bearer',
      expires_in: lifeMs / 1_000,
      expires_at: Math.floor((now() + lifeMs) / 1_000),
      user: userOf(subject),
    })
    const revoked = new Set()
    return {
      async answer(request) {
        const { pathname, search } = new URL(request.url)
        const bearer = request.headers.get('Authorization')?.replace('Bearer ', '')
        const { sub } = JSON.parse(atob(bearer?.split('.')[1] ?? '') || '{}')
        if (pathname === '/sign-in') return Response.json(sessionOf(letterOf(search)))
        if (pathname.endsWith('/logout')) {
          revoked.add(`of ${sub}`)
          return new Response(null, { status: 204 })
        }
        if (pathname.endsWith('/user')) return Response.json(userOf(sub))
        const { refresh_token } = await bodyOf(request)
        if (revoked.has(refresh_token)) return Response.json({ code: 'refresh_token_not_found' }, { status: 400 })
        return Response.json(sessionOf(letterOf(refresh_token)))
      },
    }
  },
  isMint: (path) => path.endsWith('/token'),
  async open({ module, isFirst }) {
    const client = new module.AuthClient({ url: 'https://peer.test', detectSessionInUrl: false })
    await client.initialize()
    const become = async (/** @type {string} */ subject) =>
      client.setSession(await (await fetch(`https://peer.test/sign-in?as=${subject}`)).json())
    if (isFirst) await become('A')
    return {
      async read() {
        const { data, error } = await client.getSession()
        if (error) throw error
        return data.session?.access_token
      },
      renew: async () => (await client.refreshSession()).data.session?.access_token,
      switchToB: () => become('B'),
      signOut: () => client.signOut(),
      isSignedIn: async () => Boolean((await client.getSession()).data.session),
    }
  },
}

const userOf = (/** @type {string} */ id) => ({
  id,
  aud: 'authenticated',
  app_metadata: {},
  user_metadata: {},
  created_at: '2026-01-01T00:00:00Z',
})

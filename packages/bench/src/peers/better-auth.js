import { bodyOf, letterOf, tokenOf } from './stage/tokens.js'

/**
 * Better Auth with its organization, multi-session and JWT plugins. Its server keeps the session in a cookie, and its client
 * keeps no token: each call is a request.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'Better Auth',
  does: 'client.token()',
  cannot: {
    expired: 'keeps no token',
    fastClock: 'keeps no token',
    slowClock: 'keeps no token',
  },
  serve({ now, lifeMs }) {
    let active = /** @type {string | undefined} */ ('A')
    const session = () =>
      active && {
        session: {
          id: `of ${active}`,
          token: `of ${active}`,
          userId: active,
          expiresAt: new Date(now() + 7 * 86_400_000),
          createdAt: new Date(now()),
          updatedAt: new Date(now()),
        },
        user: { id: active, name: active, email: `${active}@example.com`, emailVerified: true },
      }
    return {
      async answer(request) {
        const { pathname } = new URL(request.url)
        if (pathname.endsWith('/sign-out')) {
          active = undefined
          return Response.json({ success: true })
        }
        if (pathname.endsWith('/multi-session/set-active')) {
          active = letterOf((await bodyOf(request)).sessionToken)
          return Response.json(session())
        }
        if (pathname.endsWith('/get-session')) return Response.json(session() ?? null)
        if (!active) return Response.json({ message: 'Unauthorized' }, { status: 401 })
        return Response.json({ token: tokenOf({ subject: active, nowMs: now(), lifeMs }) })
      },
    }
  },
  isMint: (path) => path.endsWith('/token'),
  async open({ module }) {
    const client = module.createAuthClient({
      baseURL: 'https://peer.test',
      plugins: [module.organizationClient(), module.multiSessionClient(), module.jwtClient()],
    })
    const data = async (/** @type {Promise<any>} */ answer) => {
      const { data, error } = await answer
      if (error) throw new Error(error.message)
      return data
    }
    // As a component that shows the session subscribes to it.
    await new Promise((resolve) =>
      client.useSession.subscribe((/** @type {any} */ { isPending }) => isPending || resolve(undefined)),
    )
    const read = async () => (await data(client.token())).token
    return {
      read,
      renew: read,
      switchToB: () => data(client.multiSession.setActive({ sessionToken: 'of B' })),
      signOut: () => data(client.signOut()),
      isSignedIn: () => Boolean(client.useSession.get().data),
    }
  },
}

import { tokenOf } from './stage/tokens.js'

/**
 * Clerk of a production instance, with the sessions of two accounts. What is timed and played is its build without remotely
 * hosted code; its size is that of the script that its own loaders fetch, which is smaller. As in each page, reading a token
 * writes the session cookie.
 *
 * @type {import('./stage/stage.js').Adapter}
 */
export const adapter = {
  title: 'Clerk',
  does: 'clerk.session.getToken()',
  cannot: { switchInOtherTab: 'each tab keeps the session that it shows' },
  sized: { file: 'clerk-script.js', name: 'the script of its loaders; the time is of the larger build that was run' },
  serve({ now, lifeMs }) {
    let live = ['A', 'B']
    let active = 'A'
    const day = 86_400_000
    const userOf = (/** @type {string} */ id) => ({
      object: 'user',
      id,
      first_name: id,
      email_addresses: [],
      phone_numbers: [],
      web3_wallets: [],
      external_accounts: [],
      organization_memberships: [],
      public_metadata: {},
    })
    const tokenFor = (/** @type {string} */ subject) => ({
      object: 'token',
      jwt: tokenOf({ subject, nowMs: now(), lifeMs, claims: { sid: `sess_${subject}` } }),
    })
    const sessionOf = (/** @type {string} */ name) => ({
      object: 'session',
      id: `sess_${name}`,
      status: 'active',
      expire_at: now() + 7 * day,
      abandon_at: now() + 30 * day,
      last_active_at: now(),
      last_active_token: tokenFor(name),
      last_active_organization_id: null,
      user: userOf(name),
      public_user_data: { first_name: name, user_id: name, identifier: name },
      created_at: now(),
      updated_at: now(),
    })
    const client = () => ({
      object: 'client',
      id: 'client',
      sessions: live.map(sessionOf),
      sign_in: null,
      sign_up: null,
      last_active_session_id: live.length ? `sess_${active}` : null,
      created_at: now(),
      updated_at: now(),
    })
    const environment = {
      object: 'environment',
      id: 'environment',
      auth_config: { object: 'auth_config', id: 'auth', single_session_mode: false },
      display_config: { object: 'display_config', id: 'display', instance_environment_type: 'production' },
      user_settings: { attributes: {}, social: {}, sign_in: {}, sign_up: {}, actions: {} },
      organization_settings: { enabled: true },
    }
    return {
      answer(request) {
        const { pathname, searchParams } = new URL(request.url)
        const method = searchParams.get('_method') ?? request.method
        const [, id] = /sess_(\w)/.exec(pathname) ?? []
        if (pathname.endsWith('/environment')) return Response.json(environment)
        if (id && !live.includes(id))
          return Response.json({ errors: [{ code: 'resource_not_found', message: 'gone' }] }, { status: 404 })
        if (id && /\/tokens/.test(pathname)) return Response.json(tokenFor(id))
        if (id && pathname.endsWith('/touch')) active = id
        if (pathname.endsWith('/remove') || pathname.endsWith('/end')) live = live.filter((one) => one !== id)
        if (method === 'DELETE' && !id) live = []
        return Response.json({ response: id ? sessionOf(id) : client(), client: client() })
      },
    }
  },
  isMint: (path) => /\/tokens(\/|$)/.test(path),
  async open({ module }) {
    const clerk = new module.Clerk(`pk_live_${btoa('clerk.peer.test$')}`)
    await clerk.load()
    return {
      read: async () => clerk.session?.getToken(),
      renew: async () => clerk.session?.getToken({ skipCache: true }),
      switchToB: () => clerk.setActive({ session: 'sess_B' }),
      signOut: () => clerk.signOut(),
      isSignedIn: () => Boolean(clerk.user),
    }
  },
}

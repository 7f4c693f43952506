import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createClient } from '../../src/index.js'
import { createServerCache, isAuth, loadInitialState } from '../../src/server/index.js'
import { codeOf } from '../set-up.js'
import { createSigner, sign } from '../verify/deployments.js'
import { setUpSite, setUpVisitor } from './site.js'

/** Only the date moves; timers and the network do not wait for it. */
function setDate(atMs: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: atMs })
  onTestFinished(() => void vi.useRealTimers())
}

const mint = 'GET /session/token'
const read = 'GET /session'
const keys = 'GET /.well-known/jwks.json'

describe.each(['staging', 'production'] as const)('in %s', (mode) => {
  test('the first page view finds out who it is, and what to show', async () => {
    const { visit, client, world, asked, errors } = await setUpVisitor({ mode })
    const { auth, initialState } = await visit()
    expect(asked()).toEqual([mint, keys, read])
    expect(auth).toMatchObject({ isSignedIn: true, userId: world.user('ada').id, sessionId: client.$session.get()?.id })
    expect(JSON.parse(JSON.stringify(initialState)).container.activeSignIn.user.username).toBe('ada')
    expect(initialState.container).toEqual(client.dehydrate().container)
    expect(errors).toEqual([])
  })

  test('the next ones cost no request', async () => {
    const { visit, world, asked } = await setUpVisitor({ mode })
    await visit()
    world.requests.clear()
    for (let times = 0; times < 5; times++) {
      const { auth, initialState, headers } = await visit()
      expect(auth.isSignedIn).toBe(true)
      expect(initialState.container?.activeSignIn?.user?.username).toBe('ada')
      expect(headers.getSetCookie()).toEqual([])
    }
    expect(asked()).toEqual([])
  })

  test('a page rendered from it is signed in at once and asks nothing by itself', async () => {
    const { visit, address, emulator, world, asked } = await setUpVisitor({ mode })
    const { initialState } = await visit()
    world.requests.clear()
    const page = createClient({ ...address, initialState, fetch: emulator.fetch, openChannel: () => undefined })
    expect(page.$view.get()).toMatchObject({ loading: false, session: { activeSignIn: { user: { username: 'ada' } } } })
    page.start()()
    expect(asked()).toEqual([])
  })

  test('a visitor without a session costs no request and begins none', async () => {
    const { authenticate, asked } = setUpSite({ mode })
    const request = new Request('http://localhost:3000/', { headers: { Cookie: 'theme=dark; %=%; =; a' } })
    const { auth, initialState, headers } = await authenticate(request)
    expect(auth).toMatchObject({ isSignedIn: false, error: undefined })
    expect(initialState.container).toMatchObject({ signIns: [], activeSignIn: undefined })
    expect([headers.get('Cache-Control'), headers.getSetCookie(), asked()]).toEqual([null, [], []])
  })

  test('a page for a visitor without a session shows at once that nobody is signed in, and asks whether it is true', async () => {
    const { authenticate, address, emulator, asked } = setUpSite({ mode })
    const { initialState } = await authenticate(new Request('http://localhost:3000/'))
    const page = createClient({ ...address, initialState, fetch: emulator.fetch, openChannel: () => undefined })
    expect(page.$state.get()).toMatchObject({ status: 'signed-out', stale: true })
    expect(await page.ready()).toBeNull()
    expect(page.$state.get()).toMatchObject({ status: 'signed-out', stale: false })
    expect(asked()).toEqual([read])
  })

  test('a session that does not reach the server is found by the page, which gives no answer before', async () => {
    const { authenticate, openBrowser, world } = setUpSite({ mode })
    const { client: earlier, signIn, open } = openBrowser({ vouches: false })
    await signIn('ada')
    const { initialState } = await authenticate(new Request('http://localhost:3000/'))
    const page = open({ initialState })
    expect(page.$state.get().status).toBe('signed-out')
    expect(await page.getToken()).toMatch(/^ey/)
    expect([page.$user.get()?.id, page.$session.get()?.id]).toEqual([world.user('ada').id, earlier.$session.get()?.id])
  })

  test('nothing is shown where the browser says that somebody is signed in whose session does not reach the server', async () => {
    const { visit, jar } = await setUpVisitor({ mode })
    for (const name of [...jar.keys()]) if (!name.startsWith('wachter_context')) jar.delete(name)
    expect((await visit()).initialState).toEqual({})
    jar.set('wachter_context_localhost_4747', `signed-out.${Date.now()}`)
    expect((await visit()).initialState.container?.signIns).toEqual([])
  })

  test('a session in which nobody is signed in is nobody, and no error', async () => {
    const { openBrowser, asked, errors } = setUpSite({ mode })
    const { client, visit } = openBrowser()
    await client.refetch()
    expect((await visit()).auth).toMatchObject({ isSignedIn: false, error: undefined })
    expect(asked()).toEqual([read, mint])
    expect(errors).toEqual([])
  })
})

describe('after a change in the browser', () => {
  test('the very next page view is of the new organization', async () => {
    const { client, visit, world } = await setUpVisitor()
    await visit()
    await client.switchOrganization(world.organization('Acme').id)
    const { auth, initialState } = await visit()
    expect(auth.organizationId).toBe(world.organization('Acme').id)
    expect(initialState.container?.activeSignIn?.activeOrganizationMembership?.organization.name).toBe('Acme')
  })

  test('the very next page view is of the new account', async () => {
    const { signIn, visit, world } = await setUpVisitor()
    await visit()
    await signIn('grace')
    const { auth, initialState } = await visit()
    expect(auth.userId).toBe(world.user('grace').id)
    expect(initialState.container?.activeSignIn?.user?.username).toBe('grace')
  })

  test('the very next page view is of nobody after a sign-out', async () => {
    const { client, visit, jar, scope } = await setUpVisitor()
    await visit()
    expect(jar.has(`__auth_${scope}`)).toBe(true)
    await client.signOut()
    const { auth, initialState } = await visit()
    expect([auth.isSignedIn, initialState.container?.signIns]).toEqual([false, []])
    expect(jar.has(`__auth_${scope}`)).toBe(false)
  })

  test('the very next page view is of nobody although the API has not heard of the sign-out yet', async () => {
    const { client, visit, world, asked } = await setUpVisitor()
    await visit()
    const slow = world.faults.add({ path: '/session/sign-out', hold: true, once: true })
    const signingOut = client.signOut()
    await slow.held()
    world.requests.clear()
    const { auth, initialState } = await visit()
    expect([auth.isSignedIn, auth.error, initialState.container?.signIns, asked()]).toEqual([false, undefined, [], []])
    slow.release()
    await signingOut
    expect((await visit()).auth.isSignedIn).toBe(false)
  })

  test('a sign-out whose page was never heard of again counts for ten minutes', async () => {
    const { visit, jar, scope } = await setUpVisitor({ vouches: false })
    jar.set(`wachter_context_${scope}`, `signed-out.${Date.now() - 590_000}`)
    expect((await visit()).auth.isSignedIn).toBe(false)
    jar.set(`wachter_context_${scope}`, `signed-out.${Date.now() - 610_000}`)
    expect((await visit()).auth.isSignedIn).toBe(true)
    jar.set(`wachter_context_${scope}`, 'signed-out.soon')
    expect((await visit()).auth.isSignedIn).toBe(true)
  })

  test('an account that was signed out beside the active one is not shown any more', async () => {
    const { client, signIn, visit } = await setUpVisitor()
    const ada = client.$activeSignIn.get()?.id
    await signIn('grace')
    expect((await visit()).initialState.container?.signIns).toHaveLength(2)
    await client.signOut(ada)
    expect((await visit()).initialState.container?.signIns).toHaveLength(1)
  })

  test('nothing is trusted while the change is under way', async () => {
    const { client, visit, world, jar, scope } = await setUpVisitor()
    await visit()
    const slow = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const switching = client.switchOrganization(world.organization('Acme').id)
    await slow.held()
    expect(jar.has(`wachter_context_${scope}`)).toBe(false)
    expect((await visit()).auth.organizationId).toBe(world.organization('Acme').id)
    slow.release()
    await switching
    expect(jar.has(`wachter_context_${scope}`)).toBe(true)
  })

  test('a page that does not vouch is told by a new token each time', async () => {
    const { visit, asked, world } = await setUpVisitor({ vouches: false })
    await visit()
    world.requests.clear()
    await visit()
    expect(asked()).toEqual([mint])
  })

  test('a word that another context has given is not taken', async () => {
    const { visit, jar, scope, world, asked } = await setUpVisitor()
    await visit()
    world.requests.clear()
    jar.set(`wachter_context_${scope}`, 'abc-def.ghi-jkl')
    expect((await visit()).auth.isSignedIn).toBe(true)
    expect(asked()[0]).toBe(mint)
  })
})

describe('a bearer', () => {
  test('counts alone, and costs no request but the keys', async () => {
    const { client, authenticate, asked, world, openBrowser } = await setUpVisitor()
    const token = await client.getToken()
    world.requests.clear()
    const other = openBrowser()
    await other.signIn('grace')
    const request = other.requestOf('/api', { Authorization: `Bearer ${token}` })
    const { auth, initialState, headers } = await authenticate(request)
    expect(auth.userId).toBe(world.user('ada').id)
    expect(await auth.getToken()).toBe(token)
    expect(initialState).toEqual({})
    expect(asked()).toEqual([keys])
    expect(headers.get('Cache-Control')).toBe('private, no-store')
  })

  test.each(['Bearer', 'Bearer ', 'bearer x', 'Bearer a.b.c', 'BEARER  null'])(
    'that is none is nobody, whoever the cookies say: %s',
    async (Authorization) => {
      const { authenticate, requestOf, errors, asked } = await setUpVisitor()
      const { auth } = await authenticate(requestOf('/api', { Authorization }))
      expect(auth).toMatchObject({ isSignedIn: false, error: { code: 'token-invalid' } })
      expect(errors).toEqual([])
      expect(asked().filter((line) => line !== keys)).toEqual([])
    },
  )

  test('of another scheme is not ours', async () => {
    const { authenticate, requestOf } = await setUpVisitor()
    expect((await authenticate(requestOf('/', { Authorization: 'Basic YTpi' }))).auth.isSignedIn).toBe(true)
  })

  test('signed by somebody else is refused', async () => {
    const { authenticate, requestOf, address } = await setUpVisitor()
    const forged = await sign(await createSigner(), { iss: address.baseUrl })
    const { auth } = await authenticate(requestOf('/', { Authorization: `Bearer ${forged}` }))
    expect(auth).toMatchObject({ isSignedIn: false, error: { code: 'token-invalid' } })
  })
})

describe('a failing API', () => {
  test.each([
    ['drops the request', { drop: true }, 'offline'],
    ['answers 500', { status: 500 }, 'server-error'],
    ['answers 429', { status: 429 }, 'rate-limited'],
  ] as const)('that %s makes nobody, reported, and no error to the visitor', async (_, fault, code) => {
    const { visit, world, errors } = await setUpVisitor()
    world.faults.add({ path: '/session/token', ...fault })
    const { auth, initialState } = await visit()
    expect(auth).toMatchObject({ isSignedIn: false, error: { code } })
    expect(auth.has({ permission: 'invoices:read' })).toBe(false)
    expect(await codeOf(auth.getToken())).toBe('signed-out')
    expect(initialState).toEqual({})
    expect(errors.map((error) => error.code)).toEqual([code])
  })

  test('that limits all visitors as one says how to tell them apart', async () => {
    const { requestOf, authenticate, world } = await setUpVisitor()
    world.faults.add({ path: '/session/token', status: 429 })
    const messageOf = async (clientIp?: string) => (await authenticate(requestOf(), { clientIp })).auth.error?.message
    expect(await messageOf()).toContain('clientIp')
    expect(await messageOf('203.0.113.7')).not.toContain('clientIp')
  })

  test('that never answers is given up', async () => {
    const { requestOf, authenticate, errors } = await setUpVisitor()
    const { auth } = await authenticate(requestOf(), { timeoutMs: 1, fetch: () => new Promise(() => {}) })
    expect(auth.error?.code).toBe('timed-out')
    expect(errors).toHaveLength(1)
  })

  test('that redirects is not followed', async () => {
    const { requestOf, authenticate } = await setUpVisitor()
    const seen: string[] = []
    const { auth } = await authenticate(requestOf(), {
      fetch: async (input) => {
        const { url, redirect } = input as Request
        seen.push(`${redirect} ${new URL(url).pathname}`)
        return new Response(null, { status: 302, headers: { Location: 'https://evil.example/' } })
      },
    })
    expect(auth.error?.code).toBe('server-error')
    expect(seen).toEqual(['manual /session/token'])
  })

  test('signs nobody out whose token was minted before', async () => {
    const { visit, world } = await setUpVisitor()
    await visit()
    world.faults.add({ drop: true })
    const { auth, initialState } = await visit()
    expect(auth.isSignedIn).toBe(true)
    expect(initialState.container?.activeSignIn?.user?.username).toBe('ada')
  })

  test('leaves the claims when only the session cannot be read', async () => {
    const { visit, world } = await setUpVisitor()
    world.faults.add({ path: '/session', status: 500 })
    const { auth, initialState } = await visit()
    expect([auth.userId, initialState]).toEqual([world.user('ada').id, {}])
  })
})

describe('the cookies', () => {
  test('of a minted token are those of Wacht’s own SDKs', async () => {
    const { visit, scope } = await setUpVisitor()
    const [text = ''] = (await visit()).headers.getSetCookie()
    expect(text).toMatch(
      new RegExp(`^__auth_${scope}=[\\w.%-]+; Path=/; Secure; SameSite=Lax; HttpOnly; Max-Age=2[78]$`),
    )
  })

  test('go upstream verbatim, the first of two counts, and no other goes along', async () => {
    const { authenticate } = setUpSite()
    const sent: (string | null)[] = []
    const request = new Request('http://localhost:3000/', {
      headers: { Cookie: 'theme=dark; __session=a%20b"c; __session=second' },
    })
    await authenticate(request, {
      fetch: async (input) => {
        sent.push((input as Request).headers.get('Cookie'))
        return new Response(null, { status: 500 })
      },
    })
    expect(sent).toEqual(['__session=a%20b"c'])
  })

  test('that the API renews are handed on where they fit this host, and no others', async () => {
    const { requestOf, emulator, authenticate } = await setUpVisitor()
    const renewing = (...cookies: string[]) =>
      authenticate(requestOf(), {
        cache: createServerCache(),
        fetch: async (input, init) => {
          const answer = await emulator.fetch(input, init)
          const headers = new Headers(answer.headers)
          headers.delete('Set-Cookie')
          for (const text of cookies) headers.append('Set-Cookie', text)
          return new Response(answer.body, { status: answer.status, headers })
        },
      })
    const handedOn = async (...cookies: string[]) =>
      (await renewing(...cookies)).headers.getSetCookie().filter((text) => !text.startsWith('__auth_'))
    expect(await handedOn('__session=new; HttpOnly; Secure', 'other=1')).toEqual(['__session=new; HttpOnly; Secure'])
    expect(await handedOn('__session=new; Domain=.localhost')).toEqual(['__session=new; Domain=.localhost'])
    expect(await handedOn('__session=new; Domain=example.com')).toEqual([])
    expect(await handedOn('__session_x=new', 'a=__session=')).toEqual([])
  })

  test('of a renewed dev session are handed on, once, to all who ask at once', async () => {
    const { requestOf, emulator, authenticate, scope, asked } = await setUpVisitor({ mode: 'staging', vouches: false })
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await emulator.fetch(input, init)
      const changed = new Headers(answer.headers)
      changed.set('X-Development-Session', 'newer')
      return new Response(answer.body, { status: answer.status, headers: changed })
    }
    const seen = await Promise.all([authenticate(requestOf(), { fetch }), authenticate(requestOf(), { fetch })])
    for (const { headers } of seen) {
      const renewed = headers.getSetCookie().filter((text) => text.startsWith(`__dev_session___${scope}=`))
      expect(renewed).toEqual([`__dev_session___${scope}=newer; Path=/; Secure; SameSite=Lax`])
    }
    expect(asked().filter((line) => line === mint)).toHaveLength(1)
  })

  test('that are malformed throw nothing', async () => {
    const { authenticate } = setUpSite({ mode: 'staging' })
    for (const Cookie of [
      '__dev_session___localhost_4747=%E0%A4%A',
      '__auth_localhost_4747=%',
      '=;=;;',
      'x'.repeat(9_000),
    ]) {
      const { auth } = await authenticate(new Request('http://localhost:3000/', { headers: { Cookie } }))
      expect(auth.isSignedIn).toBe(false)
    }
  })
})

describe('a staging session in the address', () => {
  test('is stored, and leads to the address without it', async () => {
    const { jar, authenticate, scope, asked } = await setUpVisitor({ mode: 'staging' })
    const token = jar.get(`__dev_session___${scope}`) ?? ''
    const { redirect, headers, auth } = await authenticate(
      new Request(`http://localhost:3000/invoices?page=2&__dev_session__=${token}`),
    )
    expect(redirect).toBe('/invoices?page=2')
    expect(auth.isSignedIn).toBe(false)
    expect(headers.getSetCookie()[0]).toBe(`__dev_session___${scope}=${token}; Path=/; Secure; SameSite=Lax`)
    expect(headers.getSetCookie()[1]).toMatch(/^__dev_session_updated_at_localhost_4747=\d+; /)
    expect(asked()).toEqual([])
  })

  test('ends the token of the session before it, of which no page is shown any more', async () => {
    const { visit, requestOf, authenticate, scope } = await setUpVisitor({ mode: 'staging' })
    await visit()
    const { headers } = await authenticate(requestOf('/?__dev_session__=t'))
    expect(headers.getSetCookie()[2]).toMatch(new RegExp(`^__auth_${scope}=; .*Max-Age=0`))
    const { auth } = await authenticate(new Request(requestOf('/?__dev_session__=t'), { method: 'POST' }))
    expect(auth.isSignedIn).toBe(false)
  })

  test('never leads to another host', async () => {
    const { authenticate } = setUpSite({ mode: 'staging' })
    const { redirect } = await authenticate(new Request('http://localhost:3000//evil.example/x?__dev_session__=t'))
    expect(redirect).toBe('/evil.example/x')
  })

  test('counts for a form that is posted', async () => {
    const { jar, authenticate, scope } = await setUpVisitor({ mode: 'staging' })
    const url = `http://localhost:3000/?__dev_session__=${jar.get(`__dev_session___${scope}`)}`
    const { auth, redirect } = await authenticate(new Request(url, { method: 'POST' }))
    expect([auth.isSignedIn, redirect]).toEqual([true, undefined])
  })

  test('is ignored in production', async () => {
    const { authenticate, asked } = setUpSite()
    const { redirect } = await authenticate(new Request('http://localhost:3000/?__dev_session__=t'))
    expect([redirect, asked()]).toEqual([undefined, []])
  })
})

describe('a token for a call onward', () => {
  test('is the present one while it lives', async () => {
    const { visit, asked, world } = await setUpVisitor()
    const { auth } = await visit()
    world.requests.clear()
    const [one, two] = await Promise.all([auth.getToken(), auth.getToken('default')])
    expect([one === two, asked()]).toEqual([true, []])
  })

  test('of a template is minted, once for all who ask at once', async () => {
    const { visit, asked, world } = await setUpVisitor()
    const { auth } = await visit()
    world.requests.clear()
    const [one, two] = await Promise.all([auth.getToken('billing'), auth.getToken('billing')])
    expect([one === two, asked()]).toEqual([true, [mint]])
    const [billing, short] = await Promise.all([auth.getToken('billing'), auth.getToken('short')])
    expect(billing).not.toBe(short)
    expect(await codeOf(auth.getToken('nothing'))).toBe('template-not-found')
  })

  test('is not given of another context', async () => {
    const { visit, client, world } = await setUpVisitor()
    const { auth } = await visit()
    await client.switchOrganization(world.organization('Acme').id)
    expect(await codeOf(auth.getToken('billing'))).toBe('context-mismatch')
  })

  test('of a template cannot be minted from a bearer', async () => {
    const { client, authenticate } = await setUpVisitor()
    const headers = { Authorization: `Bearer ${await client.getToken()}` }
    const { auth } = await authenticate(new Request('http://localhost:3000/', { headers }))
    expect(await codeOf(auth.getToken('billing'))).toBe('signed-out')
  })
})

describe('the state for the first frame', () => {
  test('is read again behind the scenes once it is a minute old', async () => {
    const startMs = Date.now()
    setDate(startMs)
    const { visit, asked, world } = await setUpVisitor({ vouches: false })
    await visit()
    setDate(startMs + 61_000)
    world.requests.clear()
    const work: Promise<unknown>[] = []
    const { initialState } = await visit('/', { waitUntil: (one) => work.push(one) })
    expect(initialState.atMs).toBe(startMs)
    await Promise.all(work)
    expect(asked()).toEqual([mint, read])
    expect((await visit()).initialState.atMs).toBe(startMs + 61_000)
  })

  test.each(['WebSocketPair', 'EdgeRuntime'])('is awaited where nothing outlives the answer (%s)', async (name) => {
    vi.stubGlobal(name, 'there')
    onTestFinished(() => void vi.unstubAllGlobals())
    const startMs = Date.now()
    setDate(startMs)
    const { visit, world } = await setUpVisitor({ vouches: false })
    await visit()
    setDate(startMs + 61_000)
    expect((await visit()).initialState.atMs).toBe(startMs + 61_000)
    setDate(startMs + 122_000)
    world.faults.add({ path: '/session', status: 500, once: true })
    expect((await visit()).initialState.atMs).toBe(startMs + 61_000)
  })

  test('is not that of a session that was changed since the token was minted', async () => {
    const { visit, client, world, emulator } = await setUpVisitor({ vouches: false })
    const { auth, initialState } = await visit('/', {
      fetch: async (input, init) => {
        const { pathname } = new URL(input instanceof Request ? input.url : input)
        if (pathname === '/session') await client.switchOrganization(world.organization('Acme').id)
        return emulator.fetch(input, init)
      },
    })
    expect([auth.isSignedIn, auth.organizationId, initialState]).toEqual([true, undefined, {}])
    expect((await visit()).initialState.container?.activeSignIn?.activeOrganizationMembership).toBeDefined()
  })

  test('comes with each of forty page views of three people in a minute, within the limits of the API', async () => {
    const { openBrowser, world } = setUpSite({ rateLimits: true })
    const people = ['ada', 'grace', 'linus']
    const browsers = people.map((who) => ({ who, ...openBrowser() }))
    for (const { who, signIn } of browsers) await signIn(who)
    setDate(Math.ceil(Date.now() / 60_000) * 60_000 + 1_000)
    for (let index = 0; index < 40; index++) {
      const { who, visit } = browsers[index % 3] ?? (undefined as never)
      const { auth, initialState } = await visit()
      expect(auth.userId).toBe(world.user(who).id)
      expect(initialState.container?.activeSignIn?.user?.username).toBe(who)
    }
  })

  test('is not loaded where nothing is rendered', async () => {
    const { visit, asked } = await setUpVisitor()
    expect((await visit('/api', { loadState: false })).initialState).toEqual({})
    expect(asked()).not.toContain(read)
  })

  test('is read at most fifteen times a minute by one server', async () => {
    const { openBrowser, asked } = setUpSite()
    const browsers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const browser = openBrowser()
        await browser.signIn('ada')
        return browser
      }),
    )
    setDate(Math.floor(Date.now() / 60_000) * 60_000 + 1_000)
    const seen = await Promise.all(browsers.map(({ visit }) => visit()))
    expect(asked().filter((line) => line === read)).toHaveLength(15)
    expect(seen.every(({ auth }) => auth.isSignedIn)).toBe(true)
    expect(seen.filter(({ initialState }) => initialState.container)).toHaveLength(15)
  })

  test('is read once for many page views at the same moment, which count once', async () => {
    const { visit, asked, openBrowser } = await setUpVisitor()
    setDate(Math.floor(Date.now() / 60_000) * 60_000 + 1_000)
    const views = await Promise.all(Array.from({ length: 40 }, () => visit()))
    expect(asked().filter((line) => line === read)).toHaveLength(1)
    expect(views.every(({ initialState }) => initialState.container)).toBe(true)
    const other = openBrowser()
    await other.signIn('grace')
    expect((await other.visit()).initialState.container?.activeSignIn?.user?.username).toBe('grace')
  })

  test('is what loadInitialState returns', async () => {
    const { requestOf, address, emulator, client, cache } = await setUpVisitor()
    const { container } = await loadInitialState(requestOf(), { ...address, fetch: emulator.fetch, cache })
    expect(container).toEqual(client.dehydrate().container)
  })
})

describe('the address of the visitor', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['203.0.113.7, 10.0.0.1', null],
    ['x\r\nCookie: a', null],
  ])('%s goes along as %s', async (clientIp, expected) => {
    const { requestOf, emulator, authenticate } = await setUpVisitor()
    const forwarded = new Set<string | null>()
    await authenticate(requestOf(), {
      clientIp,
      fetch: (input, init) => {
        const { url, headers } = input as Request
        if (url.includes('/session')) forwarded.add(headers.get('X-Wacht-Forwarded-For'))
        return emulator.fetch(input, init)
      },
    })
    expect([...forwarded]).toEqual([expected])
  })
})

test('nothing that was parsed passes for an authentication', async () => {
  const { visit } = await setUpVisitor()
  const { auth } = await visit()
  expect(isAuth(auth)).toBe(true)
  for (const forged of [JSON.parse(JSON.stringify(auth)), { ...JSON.parse('{}'), isSignedIn: true }, null, 'auth', 1]) {
    expect(isAuth(forged)).toBe(false)
  }
})

test('a malformed key is refused', async () => {
  const { authenticateRequest } = await import('../../src/server/index.js')
  const request = new Request('http://localhost:3000/')
  await expect(authenticateRequest(request, { publishableKey: 'sk_live_x' })).rejects.toMatchObject({
    code: 'invalid-configuration',
  })
})

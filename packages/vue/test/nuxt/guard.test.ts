import { createClient, type InitialState } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { type Auth, isAuth } from '@wachter/core/server'
import { describe, expect, test } from 'vitest'
import { createEmulator, seedPassword } from '../../../emulator/src/index.js'
import { createGuard, type GuardedEvent, type GuardOptions } from '../../src/nuxt/guard.js'

/** As h3 decodes a path before its routers see it: slashes and percent signs stay as they are. */
function decodedByRouters(address: string): string {
  const [path = '', ...query] = address.split('?')
  try {
    return [decodeURIComponent(path.replace(/%(25|2f)/gi, '%25$1')), ...query].join('?')
  } catch {
    return address
  }
}

interface Visit {
  readonly headers?: Record<string, string>
  readonly method?: string
  /** Who is served while this request is made inside. */
  readonly caller?: Auth
}

/** A site with Nuxt, as far as the guard sees it, and the browser of Ada. */
async function setUpSite(extras: Partial<GuardOptions> = {}) {
  const { publishableKey, fetch, world } = createEmulator()
  const client = createClient({ publishableKey, fetch, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  const forwarded = new Set<string | null>()
  const recorded: typeof fetch = (input, init) => {
    forwarded.add(new Request(input, init).headers.get('X-Wacht-Forwarded-For'))
    return fetch(input, init)
  }
  const cookie = `__dev_session___localhost_4747=${client.devSession()}`
  const guard = createGuard({
    publishableKey,
    fetch: recorded,
    signInUrl: '/sign-in',
    publicPaths: ['/', '/pricing', '/blog/*'],
    baseURL: '/',
    clientIpHeader: '',
    tokenPath: '',
    isAsset: (path) => /^\/_nuxt\/|^\/invoices\/(index\.html|_payload\.json)(\.gz)?$/.test(path),
    isKept: () => false,
    protocolOf: () => 'http',
    ...extras,
  })
  const open = async (address: string, { headers = {}, method = 'GET', caller }: Visit = {}) => {
    const answered = new Headers()
    const context: { readonly auth?: Auth; readonly initialState?: InitialState; cache?: object } = {}
    const event: GuardedEvent = {
      path: decodedByRouters(address),
      method,
      headers: new Headers({ host: 'localhost:3000', ...headers }),
      context,
      node: {
        req: { __unenv__: caller && { auth: caller } },
        res: {
          appendHeader: (name, value) => answered.append(name, value),
          setHeader: (name, value) => answered.set(name, value),
        },
      },
      waitUntil: () => undefined,
    }
    const refusal = await guard.handle(event)
    return { event, context, refusal, answered, status: refusal?.status ?? 200 }
  }
  const asked = () => world.requests.all().map(({ path }) => path)
  return { guard, open, client, cookie, world, asked, forwarded, userId: world.user('ada').id }
}

describe('the guard', () => {
  test('says who sent the request, and what to render first', async () => {
    const { open, cookie, userId } = await setUpSite()
    const { status, context, answered } = await open('/invoices', { headers: { cookie } })
    expect([status, context.auth?.userId]).toEqual([200, userId])
    expect(context.initialState?.container?.activeSignIn?.user?.username).toBe('ada')
    expect(answered.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
    expect(answered.get('Cache-Control')).toBe('private, no-store')
  })

  test('lets everybody see what is public, its data, and an error', async () => {
    const { open } = await setUpSite()
    const paths = ['/', '/?a=/invoices', '/sign-in', '/blog/a', '/_payload.json?_b=1', '/pricing/_payload.json']
    for (const path of [...paths, '/__nuxt_error?url=/invoices', '/favicon.ico']) {
      const { status, context } = await open(path)
      expect([path, status, isAuth(context.auth)]).toEqual([path, 200, true])
    }
  })

  test('asks nothing for a file, and takes a prerendered page for a page', async () => {
    const { open, cookie, asked, world } = await setUpSite()
    world.requests.clear()
    const { status, context } = await open('/_nuxt/entry.js', { headers: { cookie } })
    expect([status, context.auth, asked()]).toEqual([200, undefined, []])
    for (const path of ['/invoices/index.html', '/invoices/index.html.gz', '/invoices/_payload.json.gz']) {
      expect((await open(path)).status).toBe(401)
    }
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
    'takes a %s to the address of a file for one to a route',
    async (method) => {
      const { open } = await setUpSite()
      expect((await open('/_nuxt/entry.js', { method })).status).toBe(401)
      expect((await open('/_nuxt/entry.js', { method: 'HEAD' })).status).toBe(200)
    },
  )

  test('leads strangers who open a page to the sign-in page, and answers data with 401', async () => {
    const { open } = await setUpSite()
    const { refusal } = await open('/invoices?page=2', { headers: { accept: 'text/html' } })
    expect([refusal?.status, refusal?.headers.get('Location')]).toEqual([
      307,
      '/sign-in?redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Finvoices%3Fpage%3D2',
    ])
    for (const path of ['/api/me', '/invoices/_payload.json', '/__nuxt_island/Invoices_1.json', '/_payload.js/x']) {
      expect([path, (await open(path)).status]).toEqual([path, 401])
    }
  })

  test.each([
    '/invoices/../sign-in',
    '/invoices/%2e%2e/sign-in',
    '/invoices/..%2fsign-in',
    '/invoices/..\\sign-in',
    '/invoices/%5c..%5csign-in',
    '/blog/../invoices',
    '/blog/%2e%2e/invoices',
    '/blog/%252e%252e/invoices',
    '/blog/..%2finvoices',
    '/blog//invoices',
    '/blog/%2finvoices',
    '/blog/x/../../invoices/_payload.json',
    '//sign-in',
    '/\\sign-in',
    '///',
    '//evil.example/blog/a',
    'http://evil.example/sign-in',
    'sign-in',
    '/sign-in%00',
    '/sign-in;a=b',
    '/sign-in#/../invoices',
    '/sign-in%23',
    '/api/me%3f/../../sign-in',
    '/invoices%3F/%2e%2e/%2e%2e/blog/a',
    '/invoices?/../sign-in',
    '/Sign-In',
    '/%E0%A4%A',
    '/_nuxt/../invoices',
    '/_nuxt/%2e%2e/invoices',
    '/_nuxt//invoices',
    '/__nuxt_error/../invoices',
    '/favicon.ico/../invoices',
  ])('lets no stranger in at %s', async (path) => {
    const { open, cookie } = await setUpSite()
    expect((await open(path)).status).toBe(401)
    expect((await open(path, { headers: { accept: 'text/html' } })).refusal?.headers.get('Location')).toMatch(
      /^\/sign-in\?redirect_uri=http%3A%2F%2Flocalhost%3A3000%2F/,
    )
    // Whoever is signed in may have such an address.
    expect((await open(path, { headers: { cookie } })).status).toBe(200)
  })

  test('takes nothing for an identity that a request only claims', async () => {
    const { open } = await setUpSite()
    const claimed = { isSignedIn: true, userId: '1' } as Auth
    expect((await open('/invoices', { caller: claimed })).status).toBe(401)
    expect((await open('/invoices', { headers: { authorization: 'Bearer a.b.c' } })).status).toBe(401)
  })

  test('mints no second token for a route that a page calls while it is rendered', async () => {
    const { open, cookie, userId, world, asked } = await setUpSite()
    const page = await open('/', { headers: { cookie } })
    world.requests.clear()
    const route = await open('/api/me', { headers: { cookie }, caller: page.context.auth as Auth })
    expect([route.context.auth?.userId, asked()]).toEqual([userId, []])
  })

  test('answers a route that a page calls with 401, not with the sign-in page', async () => {
    const { open } = await setUpSite()
    const headers = { 'sec-fetch-mode': 'navigate' }
    const page = await open('/', { headers })
    expect((await open('/api/me', { headers, caller: page.context.auth as Auth })).status).toBe(401)
  })

  test('says nothing of anybody where Nitro keeps the answer for everybody', async () => {
    const { open, cookie, userId } = await setUpSite()
    const { context } = await open('/blog/a', { headers: { cookie } })
    expect(context.auth?.userId).toBe(userId)
    context.cache = {}
    expect([context.auth?.isSignedIn, context.initialState]).toEqual([false, {}])
  })

  test('takes everybody for a stranger where the platform keeps the answer', async () => {
    const { open, cookie } = await setUpSite({ isKept: () => true })
    const { context, answered } = await open('/blog/a', { headers: { cookie } })
    expect([context.auth?.isSignedIn, context.initialState]).toEqual([false, {}])
    expect([answered.getSetCookie(), answered.get('Cache-Control')]).toEqual([[], null])
    expect((await open('/invoices', { headers: { cookie } })).status).toBe(401)
  })

  test('makes an answer private that calls itself public, and keeps its other headers', async () => {
    const { guard, open, cookie } = await setUpSite()
    const { event, answered } = await open('/', { headers: { cookie } })
    answered.set('Cache-Control', 's-maxage=60')
    const headers = { 'Cache-Control': 'public, max-age=3600', Vary: 'Accept', 'Set-Cookie': 'theme=dark' }
    const response: { body: unknown } = { body: new Response('the page', { headers }) }
    guard.keepPrivate(event, response)
    const sent = (response.body as Response).headers
    expect([answered.get('Cache-Control'), sent.get('Cache-Control')]).toEqual(Array(2).fill('private, no-store'))
    expect([sent.get('Vary'), sent.getSetCookie()]).toEqual(['Accept, Cookie, Authorization', ['theme=dark']])
  })

  test('lets what is the same for every stranger be kept', async () => {
    const { guard, open } = await setUpSite()
    const { event, answered } = await open('/')
    answered.set('Cache-Control', 'public')
    guard.keepPrivate(event, { body: 'the page' })
    expect(answered.get('Cache-Control')).toBe('public')
  })

  test('passes on the address of the visitor, from the header that it is told only', async () => {
    for (const [clientIpHeader, isTold] of [
      ['x-real-ip', true],
      ['', false],
    ] as const) {
      const { open, cookie, forwarded } = await setUpSite({ clientIpHeader })
      await open('/', { headers: { cookie, 'x-real-ip': '203.0.113.7', none: '203.0.113.8' } })
      expect([...forwarded].includes('203.0.113.7')).toBe(isTold)
      expect([...forwarded]).not.toContain('203.0.113.8')
    }
  })

  test('keeps a token that a page posts', async () => {
    const { open, client } = await setUpSite({ tokenPath: '/wachter/token', baseURL: '/app/' })
    const headers = { authorization: `Bearer ${await client.getToken()}` }
    const { refusal } = await open('/app/wachter/token', { method: 'POST', headers })
    expect(refusal?.status).toBe(204)
    expect(refusal?.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
    expect((await open('/app/wachter/token', { method: 'POST' })).status).toBe(401)
  })

  test('guards an app below a path', async () => {
    const { open } = await setUpSite({ baseURL: '/app/' })
    for (const path of ['/app', '/app/', '/app/pricing', '/app/sign-in']) expect((await open(path)).status).toBe(200)
    for (const path of ['/', '/pricing', '/app/invoices', '/%61pp/invoices'])
      expect((await open(path)).status).toBe(401)
    const { refusal } = await open('/app/invoices', { headers: { accept: 'text/html' } })
    expect(refusal?.headers.get('Location')).toMatch(/^\/app\/sign-in\?redirect_uri=/)
  })
})

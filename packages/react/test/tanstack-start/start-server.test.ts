import { describe, expect, test } from 'vitest'
import { authIn } from '../../src/tanstack-start/start-server.js'
import { setUpApp } from './set-up-app.js'

const document = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' }
const call = { Accept: 'application/json', 'Sec-Fetch-Mode': 'cors', 'x-tsr-serverFn': 'true' }

describe('the middleware', () => {
  test('says who sent the request, and what to render first', async () => {
    const { open, cookie, userId } = await setUpApp()
    const { response, context } = await open('/invoices', { headers: { Cookie: cookie } })
    expect(await response.text()).toBe('the page')
    expect(context?.auth).toMatchObject({ isSignedIn: true, userId })
    expect(context?.wachter.initialState.container?.activeSignIn?.user?.username).toBe('ada')
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
  })

  test('lets everybody see what is public', async () => {
    const { open } = await setUpApp()
    for (const path of ['/', '/blog/first', '/sign-in', '/favicon.ico']) {
      expect((await open(path, { headers: document })).response.status).toBe(200)
    }
  })

  test('leads strangers to the sign-in page, and refuses data', async () => {
    const { open } = await setUpApp()
    const page = await open('/invoices', { headers: document })
    expect([page.response.status, page.response.headers.get('Location'), page.context]).toEqual([
      307,
      '/sign-in?redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Finvoices',
      undefined,
    ])
    expect((await open('/api/me')).response.status).toBe(401)
  })

  test.each([
    '/Blog/first',
    '/blog/..%2finvoices',
    '/blog/%252e%252e/invoices',
    '/blog//invoices',
    '/blog/%5c..%5cinvoices',
    '/invoices?/blog/first',
    '/blogs',
  ])('protects %s', async (path) => {
    const { open } = await setUpApp()
    const { isRefused, context } = await open(path, { headers: document })
    expect([isRefused, context]).toEqual([true, undefined])
  })

  test('passes on the address of the visitor', async () => {
    const { open, cookie } = await setUpApp()
    const seen: (string | null)[] = []
    await open('/', {
      headers: { Cookie: cookie, 'x-real-ip': '203.0.113.7' },
      extras: {
        clientIp: ({ headers }) => headers.get('x-real-ip') ?? undefined,
        fetch: async (input) => {
          seen.push(new Request(input).headers.get('X-Wacht-Forwarded-For'))
          return new Response(null, { status: 500 })
        },
        onError: () => undefined,
      },
    })
    expect(seen).toContain('203.0.113.7')
  })

  test('keeps the token that a page posts, before any route hears of it', async () => {
    const { open, client } = await setUpApp()
    const headers = { Authorization: `Bearer ${await client.getToken()}`, 'Sec-Fetch-Site': 'same-origin' }
    const extras = { tokenPath: '/wachter/token' }
    const { response, context } = await open('/wachter/token', { method: 'POST', headers, extras })
    expect([response.status, context]).toEqual([204, undefined])
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
  })

  test('adds its headers to a redirect, which the router can still resolve', async () => {
    const { open, cookie } = await setUpApp()
    const options = { to: '/done' }
    const answer = () => Object.assign(new Response(null, { status: 307 }), { options })
    const { response } = await open('/', { headers: { Cookie: cookie }, answer })
    expect(response).toMatchObject({ status: 307, options })
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
  })

  test('knows the origin behind a proxy only when told', async () => {
    const { open } = await setUpApp()
    const { context } = await open('/')
    const told = await open('/', { extras: { origin: 'https://app.example.com' } })
    expect([context?.wachter.origin, told.context?.wachter.origin]).toEqual([
      'http://localhost:3000',
      'https://app.example.com',
    ])
  })
})

describe('a server function', () => {
  test('runs for strangers only when it is listed', async () => {
    const { open } = await setUpApp()
    const listed = await open('/_serverFn/whoAmI', { handlerType: 'serverFn', headers: call })
    expect([listed.response.status, listed.context?.auth.isSignedIn]).toEqual([200, false])
    const other = await open('/_serverFn/nameOfCaller', { handlerType: 'serverFn', headers: call })
    expect([other.response.status, await other.response.json()]).toEqual([401, { error: 'signed-out' }])
  })

  test('runs for whoever is signed in', async () => {
    const { open, cookie, userId } = await setUpApp()
    const { context } = await open('/_serverFn/nameOfCaller', {
      handlerType: 'serverFn',
      headers: { ...call, Cookie: cookie },
    })
    expect(context?.auth.userId).toBe(userId)
  })

  test('is refused by an exception, because a call would resolve with an answer', async () => {
    const { open } = await setUpApp()
    const { isRefused } = await open('/_serverFn/nameOfCaller', { handlerType: 'serverFn', headers: call })
    expect(isRefused).toBe(true)
  })

  test.each([
    '/_serverFn/',
    '/_serverFn/whoAmI/nameOfCaller',
    '/_serverFn/whoami',
    '/_serverFn/nameOfCaller?/_serverFn/whoAmI',
    '/_serverFn/nameOfCaller%2f..%2fwhoAmI',
    '/%5FserverFn/nameOfCaller',
    '/',
    '/blog/first',
  ])('is protected at %s, whatever pages are public', async (path) => {
    const { open } = await setUpApp()
    const extras = { publicPaths: ['/*'] }
    const { isRefused } = await open(path, { handlerType: 'serverFn', headers: call, extras })
    expect(isRefused).toBe(true)
  })

  test('opens no page of its address', async () => {
    const { open } = await setUpApp()
    expect((await open('/_serverFn/whoAmI', { headers: document })).isRefused).toBe(true)
  })

  test('answers 503 when the API cannot be asked: nobody is taken for signed out', async () => {
    const { open, cookie } = await setUpApp()
    const { response } = await open('/_serverFn/nameOfCaller', {
      handlerType: 'serverFn',
      headers: { ...call, Cookie: cookie },
      extras: { fetch: () => Promise.reject(new TypeError('offline')), onError: () => undefined },
    })
    expect(response.status).toBe(503)
  })
})

test('what another middleware puts into the context passes for no authentication', async () => {
  const { open } = await setUpApp()
  const { context } = await open('/')
  expect(authIn(context)).toBe(context?.auth)
  for (const other of [undefined, {}, { auth: { isSignedIn: true, userId: '1' } }]) {
    expect(() => authIn(other)).toThrow('wachterMiddleware')
  }
})

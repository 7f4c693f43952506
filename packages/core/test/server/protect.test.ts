import { describe, expect, test } from 'vitest'
import { type Authentication, createProtection } from '../../src/server/index.js'
import { setUpSite, setUpVisitor } from './site.js'

const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/', '/blog/*', '/favicon.ico'] })
const document = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' }
const data = { Accept: 'application/json', 'Sec-Fetch-Mode': 'cors' }

/** What a stranger gets. */
async function strangerAt(path: string, headers: Record<string, string> = document, init: RequestInit = {}) {
  const { authenticate } = setUpSite()
  const request = new Request(new URL(path, 'http://localhost:3000'), { ...init, headers })
  return protect(request, await authenticate(request))
}

describe('a stranger', () => {
  test('sees what is public', async () => {
    for (const path of ['/', '/blog/a', '/favicon.ico', '/sign-in', '/sign-in?redirect_uri=x']) {
      expect(await strangerAt(path)).toBeUndefined()
    }
  })

  test('is led to the sign-in page, and back', async () => {
    const answer = await strangerAt('/invoices?page=2')
    expect(answer?.status).toBe(307)
    expect(answer?.headers.get('Cache-Control')).toBe('private, no-store')
    const target = new URL(answer?.headers.get('Location') ?? '', 'http://localhost:3000')
    expect(target.pathname).toBe('/sign-in')
    expect(target.searchParams.get('redirect_uri')).toBe('http://localhost:3000/invoices?page=2')
  })

  test('who fetches data is told so', async () => {
    for (const [headers, init] of [
      [data, {}],
      [{ Accept: '*/*' }, {}],
      [document, { method: 'POST' }],
      [{}, { method: 'DELETE' }],
    ] as const) {
      const answer = await strangerAt('/api/invoices', headers, init)
      expect([answer?.status, await answer?.json()]).toEqual([401, { error: 'signed-out' }])
    }
  })

  test('may be led to a hosted page', async () => {
    const { authenticate } = setUpSite()
    const hosted = createProtection({ signInUrl: 'https://accounts.example.com/sign-in' })
    const request = new Request('http://localhost:3000/a', { headers: document })
    const answer = hosted(request, await authenticate(request))
    expect(answer?.headers.get('Location')).toBe(
      'https://accounts.example.com/sign-in?redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fa',
    )
  })

  test.each([
    ['/invoices?__dev_session__=secret&page=2', 'http://localhost:3000/invoices?page=2'],
    ['//evil.example/x', 'http://localhost:3000//evil.example/x'],
    ['/a?redirect_uri=https://evil.example', 'http://localhost:3000/a?redirect_uri=https%3A%2F%2Fevil.example'],
  ])('comes back from %s to %s', async (path, expected) => {
    const { authenticate } = setUpSite()
    const request = new Request(`http://localhost:3000${path}`, { headers: document })
    const answer = protect(request, await authenticate(request))
    const target = new URL(answer?.headers.get('Location') ?? '', 'http://localhost:3000')
    expect(target.searchParams.getAll('redirect_uri')).toEqual([expected])
  })

  test('comes back to the origin of the app behind a proxy', async () => {
    const { authenticate } = setUpSite()
    const behind = createProtection({ signInUrl: '/sign-in', origin: 'https://app.example.com' })
    const request = new Request('http://10.0.0.1:8080//evil.example/a', { headers: document })
    const location = behind(request, await authenticate(request))?.headers.get('Location') ?? ''
    expect(new URL(location, 'https://x').searchParams.get('redirect_uri')).toBe(
      'https://app.example.com//evil.example/a',
    )
  })
})

describe('somebody who is signed in', () => {
  test('passes', async () => {
    const { requestOf, authenticate } = await setUpVisitor()
    const request = requestOf('/invoices')
    expect(protect(request, await authenticate(request))).toBeUndefined()
  })

  test('passes with the permission only, on public paths too', async () => {
    const { requestOf, authenticate, client, world } = await setUpVisitor()
    await client.switchOrganization(world.organization('Acme').id)
    for (const path of ['/invoices', '/blog/a']) {
      const request = requestOf(path, data)
      const authentication = await authenticate(request)
      expect(protect(request, authentication, { permission: 'invoices:write' })).toBeUndefined()
      const answer = protect(request, authentication, { permission: 'planets:destroy' })
      expect([answer?.status, await answer?.json()]).toEqual([403, { error: 'forbidden' }])
      expect(protect(request, authentication, {})?.status).toBe(403)
    }
    const page = requestOf('/invoices', document)
    expect(protect(page, await authenticate(page), { organization: 'other' })?.status).toBe(403)
  })

  test('keeps renewed cookies with the refusal', async () => {
    const { requestOf, authenticate } = await setUpVisitor({ vouches: false })
    const request = requestOf('/invoices', data)
    const answer = protect(request, await authenticate(request), { permission: 'planets:destroy' })
    expect(answer?.headers.getSetCookie()[0]).toMatch(/^__auth_/)
  })
})

test('a staging session in the address is stored first', async () => {
  const { authenticate } = setUpSite({ mode: 'staging' })
  const request = new Request('http://localhost:3000/invoices?__dev_session__=t', { headers: document })
  const answer = protect(request, await authenticate(request))
  expect([answer?.status, answer?.headers.get('Location')]).toEqual([307, '/invoices'])
  expect(answer?.headers.getSetCookie()).toHaveLength(3)
})

test.each([{ drop: true }, { status: 500 }, { status: 429 }])(
  'an API that fails (%j) lets nobody in, and leads nobody to sign in who may be signed in',
  async (fault) => {
    const { requestOf, authenticate, world } = await setUpVisitor()
    world.faults.add(fault)
    const page = requestOf('/invoices', document)
    const answer = protect(page, await authenticate(page))
    expect([answer?.status, answer?.headers.get('Retry-After')]).toEqual([503, '5'])
    expect(answer?.headers.get('Cache-Control')).toBe('private, no-store')
    const request = requestOf('/invoices', data)
    const refusal = protect(request, await authenticate(request))
    expect([refusal?.status, await refusal?.json()]).toEqual([503, { error: 'unavailable' }])
    const open = requestOf('/', document)
    expect(protect(open, await authenticate(open))).toBeUndefined()
  },
)

test('an authentication that nobody made lets nobody in', async () => {
  const request = new Request('http://localhost:3000/invoices', { headers: data })
  const forged = {
    auth: { isSignedIn: true, userId: '1', has: () => true },
    headers: new Headers(),
    redirect: undefined,
  }
  expect(protect(request, forged as unknown as Authentication)?.status).toBe(401)
})

const json = JSON.stringify({ isSignedIn: true, userId: '1' })
const none = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'

/** Headers and cookies with which somebody may try to pass for another. */
const forged: readonly Record<string, string>[] = [
  ...['x-middleware-subrequest', 'x-middleware-next', 'x-middleware-rewrite', 'x-nextjs-data', 'next-action'].flatMap(
    (name) => ['1', 'middleware', 'src/middleware:src/middleware:src/middleware'].map((value) => ({ [name]: value })),
  ),
  ...['x-wacht-auth', 'x-wachter-auth', 'x-auth', 'x-user-id', 'x-forwarded-user', 'remote-user'].flatMap((name) =>
    ['1', 'ada', json, none].map((value) => ({ [name]: value })),
  ),
  ...['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-uri', 'x-forwarded-path'].flatMap((name) =>
    ['/', '/blog/a', '/sign-in'].map((value) => ({ [name]: value })),
  ),
  ...['x-forwarded-for', 'x-real-ip', 'x-wacht-forwarded-for', 'forwarded', 'x-forwarded-host', 'host'].map((name) => ({
    [name]: '127.0.0.1',
  })),
  ...['GET', 'HEAD', 'OPTIONS'].map((value) => ({ 'x-http-method-override': value })),
  ...[
    'Bearer',
    'Bearer null',
    'Bearer undefined',
    `Bearer ${none}`,
    `Bearer ${json}`,
    'Bearer Bearer x',
    'Token x',
  ].map((Authorization) => ({ Authorization })),
  ...['__session', '__auth_localhost_4747', '__dev_session___localhost_4747', 'wachter_context_localhost_4747'].flatMap(
    (name) =>
      ['', '1', none, json, '%', '%00', 'a.b.c', '"quoted"', '../../etc', 'x'.repeat(5_000)].map((value) => ({
        Cookie: `${name}=${value}`,
      })),
  ),
  ...[';', '=', '==', 'a', '; ;', '__session', '=x; __session=', '__proto__=x', 'constructor=x'].map((Cookie) => ({
    Cookie,
  })),
]

describe(`${forged.length} forged headers and cookies`, () => {
  test.each(['staging', 'production'] as const)('let nobody in, in %s', async (mode) => {
    const { authenticate } = setUpSite({ mode })
    for (const headers of forged) {
      const request = new Request('http://localhost:3000/admin', { headers: { ...data, ...headers } })
      const answer = protect(request, await authenticate(request))
      expect([headers, answer?.status]).toEqual([headers, 401])
    }
  })
})

test.each([
  [{ signInUrl: 'sign-in' }],
  [{ signInUrl: '//evil.example' }],
  [{ signInUrl: '/\\evil.example' }],
  [{ signInUrl: 'javascript:alert(1)' }],
  [{ signInUrl: '' }],
  [{ signInUrl: '/sign-in', publicPaths: ['blog'] }],
  [{ signInUrl: '/sign-in', publicPaths: ['/blog*'] }],
  [{ signInUrl: '/sign-in', publicPaths: ['/blog/*/a'] }],
  [{ signInUrl: '/sign-in', publicPaths: ['/blog?x'] }],
])('%j is a mistake of the app', (options) => {
  expect(() => createProtection(options)).toThrow(expect.objectContaining({ code: 'invalid-configuration' }))
})

describe('who comes back from a hosted sign-in page', () => {
  /** A page that is left before it hears that the API knows of its sign-out. */
  async function setUpLeft() {
    const site = await setUpVisitor()
    const hosted = createProtection({ signInUrl: 'https://accounts.example.com/sign-in' })
    const word = () => site.jar.get('wachter_context_localhost_4747')
    const navigate = async () => {
      const request = site.requestOf('/invoices')
      const answer = hosted(request, await site.authenticate(request))
      for (const text of answer?.headers.getSetCookie() ?? []) site.take(text)
      return answer?.status
    }
    return {
      ...site,
      navigate,
      word,
      say: (ageMs: number) => site.jar.set('wachter_context_localhost_4747', `signed-out.${Date.now() - ageMs}`),
    }
  }

  test('is not led there again and again by the sign-out of before', async () => {
    const { navigate, say } = await setUpLeft()
    say(20_000)
    expect([await navigate(), await navigate()]).toEqual([307, undefined])
  })

  test('is a stranger while a request of the sign-out may be under way', async () => {
    const { navigate, say, word } = await setUpLeft()
    say(1_000)
    expect([await navigate(), await navigate()]).toEqual([307, 307])
    expect(word()).toBeDefined()
  })
})

import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { describe, expect, test } from 'vitest'
import { createEmulator, seedPassword } from '../../../emulator/src/index.js'
import { createNextServer, type ProxyOptions, tokenHeader } from '../../src/next/next-server.js'

const options: ProxyOptions = { signInUrl: '/sign-in', publicPaths: ['/'] }

/** An app with Next, as far as these functions see it, and the browser of somebody. */
async function setUpApp(who = 'ada') {
  const emulator = createEmulator()
  const { publishableKey, fetch, world } = emulator
  const client = createClient({ publishableKey, fetch, openChannel: () => undefined })
  await signInWithPassword(client, { email: `${who}@example.com`, password: seedPassword })
  world.requests.clear()
  const cookie = `__dev_session___localhost_4747=${client.devSession()}`

  const serve = (headers: Headers) => {
    const server = createNextServer({
      headers: async () => headers,
      next: ({ request }) => new Response(null, { headers: { 'x-passed-on': JSON.stringify([...request.headers]) } }),
      memoize: (work) => {
        let result: ReturnType<typeof work> | undefined
        return () => {
          result ??= work()
          return result
        }
      },
      publishableKey: () => publishableKey,
      fetch,
    })
    return server
  }
  /** What the proxy answers, and the headers that a page sees after it. */
  const pass = async (path: string, headers: Record<string, string> = {}, extras: Partial<ProxyOptions> = {}) => {
    const request = new Request(`http://localhost:3000${path}`, { headers })
    const response = await serve(request.headers).proxy({ ...options, ...extras })(request)
    const passedOn = response.headers.get('x-passed-on')
    return { response, page: passedOn === null ? undefined : new Headers(JSON.parse(passedOn)) }
  }
  const asked = () => world.requests.all().map(({ method, path }) => `${method} ${path}`)
  return { world, client, cookie, serve, pass, asked, userId: world.user(who).id }
}

describe('the proxy', () => {
  test('passes on what it minted, so that a page costs no other token', async () => {
    const { pass, serve, cookie, asked, userId, world } = await setUpApp()
    const { response, page = new Headers() } = await pass('/invoices', { Cookie: cookie })
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    expect(page.get('cookie')).toBe(cookie)
    world.requests.clear()
    const server = serve(page)
    const [auth, user, state] = await Promise.all([server.auth(), server.currentUser(), server.getInitialState()])
    expect([auth.userId, user?.username, state.container?.activeSignIn?.user?.username]).toEqual([userId, 'ada', 'ada'])
    expect(asked()).not.toContain('GET /session/token')
  })

  test('leads strangers to the sign-in page, and serves what the framework needs', async () => {
    const { pass } = await setUpApp()
    const { response } = await pass('/invoices', { Accept: 'text/html', [tokenHeader]: 'forged' })
    expect([response.status, response.headers.get('Location')]).toEqual([
      307,
      expect.stringMatching(/^http:\/\/localhost:3000\/sign-in\?/),
    ])
    for (const path of ['/', '/sign-in', '/_next/static/chunk.js', '/favicon.ico']) {
      expect((await pass(path)).response.status).toBe(200)
    }
  })

  test('asks nothing for what is the same for everybody', async () => {
    const { pass, cookie, asked } = await setUpApp()
    const { page } = await pass('/_next/static/chunks/a.js', { Cookie: cookie, [tokenHeader]: 'forged' })
    expect([page?.has(tokenHeader), asked()]).toEqual([false, []])
  })

  test('passes on the address of the visitor', async () => {
    const { pass, cookie } = await setUpApp()
    const seen: string[] = []
    await pass(
      '/invoices',
      { Cookie: cookie, 'x-real-ip': '203.0.113.7' },
      {
        clientIp: ({ headers }) => headers.get('x-real-ip') ?? undefined,
        fetch: async (input) => {
          seen.push(new Request(input).headers.get('X-Wacht-Forwarded-For') ?? '')
          return new Response(null, { status: 500 })
        },
        onError: () => undefined,
      },
    )
    expect(seen).toContain('203.0.113.7')
  })

  test('passes on no token that somebody else has sent', async () => {
    const { pass, cookie } = await setUpApp()
    expect((await pass('/', { [tokenHeader]: 'forged' })).page?.get(tokenHeader)).toBe('none')
    const signedIn = await pass('/', { [tokenHeader]: 'forged', Cookie: cookie })
    expect(signedIn.page?.get(tokenHeader)).not.toBe('forged')
  })

  test('passes on that nobody is signed in, so that a page costs no other request', async () => {
    const { pass, serve, cookie, client, world, asked } = await setUpApp()
    await client.signOut()
    const { page = new Headers() } = await pass('/', { Cookie: cookie })
    world.requests.clear()
    const server = serve(page)
    expect([(await server.auth()).isSignedIn, await server.currentUser(), asked()]).toEqual([false, null, []])
  })

  test('says nothing to the page when the API could not be asked', async () => {
    const { pass, cookie, world } = await setUpApp()
    world.faults.add({ path: '/session/token', status: 500 })
    const { page } = await pass('/', { Cookie: cookie }, { onError: () => undefined })
    expect(page?.has(tokenHeader)).toBe(false)
  })

  test('demands what it is told to', async () => {
    const { pass, cookie } = await setUpApp()
    const { response } = await pass('/api', { Cookie: cookie }, { demand: { permission: 'planets:destroy' } })
    expect(response.status).toBe(403)
  })
})

describe('a page', () => {
  test('without a proxy finds out by itself', async () => {
    const { serve, cookie, userId } = await setUpApp()
    const server = serve(new Headers({ Cookie: cookie }))
    expect((await server.auth()).userId).toBe(userId)
  })

  test('does not say that nobody is there when only the session could not be read', async () => {
    // Somebody whose session no other test has read.
    const { serve, cookie, world } = await setUpApp('linus')
    world.faults.add({ path: '/session', status: 429 })
    const server = serve(new Headers({ Cookie: cookie }))
    expect([(await server.auth()).isSignedIn, await server.currentUser()]).toEqual([true, undefined])
  })

  test('takes no token for another that is not of the deployment', async () => {
    const { serve } = await setUpApp()
    const server = serve(new Headers({ [tokenHeader]: 'a.b.c' }))
    const { container } = await server.getInitialState()
    expect([(await server.auth()).isSignedIn, await server.currentUser(), container?.signIns]).toEqual([
      false,
      null,
      [],
    ])
  })
})

test('a missing key says where it belongs', async () => {
  const server = createNextServer({
    headers: async () => new Headers(),
    next: () => new Response(),
    memoize: (work) => work,
    publishableKey: () => undefined,
  })
  await expect(server.auth()).rejects.toThrow('NEXT_PUBLIC_WACHTER_PUBLISHABLE_KEY')
})

import { expect, onTestFinished, test, vi } from 'vitest'
import { keepServerCurrent } from '../../src/index.js'
import { authenticateRequest, createProtection, createServerCache } from '../../src/server/index.js'
import { collectReports, pass, setUpSignedIn } from '../set-up.js'

const tokenPath = '/wachter/token'

/** A page of an app whose server the session does not reach, and what that server knows. */
async function setUpServer() {
  const stage = await setUpSignedIn(['ada'])
  const { client, emulator, cookies } = stage
  const protect = createProtection({ signInUrl: '/sign-in' })
  const cache = createServerCache()
  const { publishableKey } = emulator
  const ask = async (request: Request) => {
    for (const name of ['__auth_localhost_4747', 'wachter_context_localhost_4747']) {
      const value = cookies.get(name)
      if (value !== undefined) request.headers.append('Cookie', `${name}=${encodeURIComponent(value)}`)
    }
    const options = { publishableKey, tokenPath, cache, fetch: emulator.fetch }
    const authentication = await authenticateRequest(request, options)
    for (const text of authentication.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      if (text.includes('Max-Age=0')) cookies.remove(name)
      else cookies.set(name, decodeURIComponent(value))
    }
    return { auth: authentication.auth, answer: protect(request, authentication) }
  }
  const posts: number[] = []
  const post = vi.fn<typeof fetch>(async (path, init) => {
    const { answer = new Response('the app', { status: 404 }) } = await ask(
      new Request(`http://localhost:3000${path}`, { ...init, headers: new Headers(init?.headers) }),
    )
    posts.push(answer.status)
    return answer
  })
  /** Who the server says it is, in a page view. */
  const seen = async () => (await ask(new Request('http://localhost:3000/invoices', { headers: {} }))).auth
  const refresh = vi.fn()
  const start = (path: string | undefined = tokenPath) => {
    const stop = keepServerCurrent(client, { refresh, tokenPath: path, fetch: post })
    onTestFinished(stop)
    return stop
  }
  return { ...stage, post, posts, seen, refresh, start }
}

test('what the server rendered is rendered again after a switch', async () => {
  const { client, refresh, organization } = await setUpServer()
  onTestFinished(keepServerCurrent(client, { refresh }))
  await client.switchOrganization(organization('Acme'))
  await pass()
  expect(refresh).toHaveBeenCalledTimes(1)
})

test('after a sign-out it is rendered again at once, and when the API has heard of it', async () => {
  const { client, world } = await setUpServer()
  const heard: boolean[] = []
  const refresh = () => heard.push(world.requests.all().some(({ path }) => path.endsWith('/sign-out')))
  onTestFinished(keepServerCurrent(client, { refresh }))
  await client.signOut()
  await pass()
  expect(heard).toEqual([false, true])
})

test('a server that the session does not reach knows who it is by a posted token', async () => {
  const { start, seen, posts, world } = await setUpServer()
  expect((await seen()).isSignedIn).toBe(false)
  start()
  await pass()
  expect(posts).toEqual([204])
  expect((await seen()).userId).toBe(world.user('ada').id)
})

test('it is posted before the old one ends, as long as the page is visible', async () => {
  const { start, seen, posts, page } = await setUpServer()
  start()
  for (let seconds = 0; seconds < 120; seconds++) {
    await pass(1_000)
    expect((await seen()).isSignedIn).toBe(true)
  }
  expect(posts.length).toBeLessThan(7)
  page.hide()
  await pass(120_000)
  const before = posts.length
  expect((await seen()).isSignedIn).toBe(false)
  await pass(120_000)
  expect(posts).toHaveLength(before)
  page.show()
  await pass()
  expect((await seen()).isSignedIn).toBe(true)
})

test('after a switch it is rendered again when the server has the new token, and never with the old one', async () => {
  const { start, seen, refresh, client, organization } = await setUpServer()
  start()
  await pass()
  const rendered: (string | undefined)[] = []
  refresh.mockImplementation(async () => rendered.push((await seen()).organizationId))
  const switching = client.switchOrganization(organization('Acme'))
  expect((await seen()).isSignedIn).toBe(false)
  await switching
  await pass()
  expect(rendered).toEqual([organization('Acme')])
})

test('after a sign-out the server knows nobody, even while a post hangs', async () => {
  const { start, seen, refresh, client, post } = await setUpServer()
  start()
  await pass()
  post.mockImplementation(
    (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  )
  await pass(30_000)
  await client.signOut()
  await pass()
  expect(refresh).toHaveBeenCalledTimes(2)
  expect((await seen()).isSignedIn).toBe(false)
})

test('a post that fails or hangs is tried again', async () => {
  const { start, seen, post } = await setUpServer()
  post.mockRejectedValueOnce(new TypeError('offline'))
  post.mockResolvedValueOnce(new Response(null, { status: 500 }))
  post.mockImplementationOnce(
    (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  )
  start()
  await pass(21_000)
  expect((await seen()).isSignedIn).toBe(false)
  await pass(2_000)
  expect((await seen()).isSignedIn).toBe(true)
})

test('nothing is posted once it is stopped', async () => {
  const { start, post, client, organization, refresh } = await setUpServer()
  const stop = start()
  await pass()
  stop()
  await client.switchOrganization(organization('Acme'))
  await pass(60_000)
  expect(post).toHaveBeenCalledTimes(1)
  expect(refresh).not.toHaveBeenCalled()
})

test('nothing is rendered again for a page that was stopped while it posted', async () => {
  const { start, post, client, organization, refresh } = await setUpServer()
  const stop = start()
  await pass()
  post.mockImplementation(async () => {
    stop()
    return new Response(null, { status: 204 })
  })
  await client.switchOrganization(organization('Acme'))
  await pass()
  expect(post).toHaveBeenCalledTimes(2)
  expect(refresh).not.toHaveBeenCalled()
})

test('a refresh that throws is reported, and the next one runs', async () => {
  const { start, refresh, client, organization } = await setUpServer()
  const reports = collectReports()
  refresh.mockImplementation(() => {
    throw new Error('the router')
  })
  start()
  await client.switchOrganization(organization('Acme'))
  await client.switchOrganization(undefined)
  await pass()
  expect(refresh.mock.calls.length).toBeGreaterThan(0)
  expect(reports).toHaveLength(refresh.mock.calls.length)
})

test.each([-300_000, 300_000])(
  'a server knows who it is where the clock of the page is wrong by %i ms',
  async (wrongMs) => {
    const { client, start, seen, posts } = await setUpServer()
    const { now } = client.ports.clock
    const spy = vi.spyOn(client.ports.clock, 'now').mockImplementation(() => now() + wrongMs)
    onTestFinished(() => spy.mockRestore())
    // Minted before the first post, and so shorter-lived than it says.
    await client.getToken()
    await pass(12_000)
    start()
    await pass()
    for (let seconds = 0; seconds < 120; seconds++) {
      expect((await seen()).isSignedIn).toBe(true)
      await pass(1_000)
    }
    expect(posts.length).toBeLessThan(8)
  },
)

test('what changed before it ran is rendered again, too', async () => {
  const { client, open, world } = await setUpServer()
  const initialState = client.dehydrate()
  const outage = world.faults.add({ drop: true })
  const leaving = client.signOut().catch(() => undefined)
  await pass(6_000)
  await leaving
  const later = await open({ initialState })
  const refresh = vi.fn()
  expect(later.client.$contextKey.get()).toBeNull()
  onTestFinished(keepServerCurrent(later.client, { refresh }))
  await pass()
  expect(refresh).toHaveBeenCalled()
  outage.remove()
})

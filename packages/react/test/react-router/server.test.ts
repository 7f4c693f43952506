import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { describe, expect, test } from 'vitest'
import { createEmulator, seedPassword } from '../../../emulator/src/index.js'
import { getAuth, getInitialState, type MiddlewareOptions, wachterMiddleware } from '../../src/react-router/server.js'

const origin = 'http://localhost:3000'
const signInPage = `/sign-in?redirect_uri=${encodeURIComponent(`${origin}/invoices`)}`

/** What React Router gives a middleware for an address: it takes its suffix and its parameters off the address of the page. */
function visitOf(address: string, init: RequestInit = {}) {
  const request = new Request(origin + address, init)
  const url = new URL(request.url)
  url.pathname = url.pathname.endsWith('/_.data')
    ? url.pathname.replace(/_\.data$/, '')
    : url.pathname.replace(/\.data$/, '') || '/'
  for (const name of ['_routes', 'index']) url.searchParams.delete(name)
  return { request, url, context: {} }
}

/** A site with React Router, as far as the middleware sees it, and the browser of Ada. */
async function setUpSite() {
  const { publishableKey, fetch, world } = createEmulator()
  const client = createClient({ publishableKey, fetch, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  const cookie = `__dev_session___localhost_4747=${client.devSession()}`
  const open = async (
    address: string,
    init: RequestInit = {},
    {
      answer = () => new Response('the page'),
      ...options
    }: Partial<MiddlewareOptions> & { answer?: () => Response } = {},
  ) => {
    const middleware = wachterMiddleware({
      publishableKey,
      fetch,
      signInUrl: '/sign-in',
      publicPaths: ['/', '/blog/*'],
      ...options,
    })
    const visit = visitOf(address, init)
    const response = await middleware(visit, async () => answer())
    return { response, context: visit.context }
  }
  return { open, cookie, fetch, userId: world.user('ada').id }
}

const script = { Accept: '*/*', 'Sec-Fetch-Mode': 'cors' }
const answerOf = ({ status, headers }: Response) => [status, headers.get('Location')]

describe('the middleware', () => {
  test('says who sent the request, and what to render first', async () => {
    const { open, cookie, userId } = await setUpSite()
    const { response, context } = await open('/invoices', { headers: { Cookie: cookie } })
    expect(await response.text()).toBe('the page')
    expect(getAuth(context)).toMatchObject({ isSignedIn: true, userId })
    const state = getInitialState(context)
    expect(state.container?.activeSignIn?.user?.username).toBe('ada')
    expect(structuredClone(state)).toEqual(state)
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
  })

  test('takes a bearer', async () => {
    const { open, cookie, userId } = await setUpSite()
    const { context } = await open('/', { headers: { Cookie: cookie } })
    const headers = { Authorization: `Bearer ${await getAuth(context).getToken()}` }
    const { response, context: ofApi } = await open('/api/me', { headers })
    expect([response.status, getAuth(ofApi).userId]).toEqual([200, userId])
  })

  test('keeps the visitors of one server apart', async () => {
    const { open, cookie } = await setUpSite()
    const [ada, stranger] = await Promise.all([open('/', { headers: { Cookie: cookie } }), open('/')])
    expect([getAuth(ada.context).isSignedIn, getAuth(stranger.context).isSignedIn]).toEqual([true, false])
    expect(getInitialState(stranger.context).container?.signIns).toEqual([])
  })

  test('leads strangers to the sign-in page', async () => {
    const { open } = await setUpSite()
    const { response, context } = await open('/invoices', { headers: { Accept: 'text/html' } })
    expect(answerOf(response)).toEqual([307, signInPage])
    expect(() => getAuth(context)).toThrow('wachterMiddleware')
    expect(answerOf((await open('/api/me', { headers: script })).response)).toEqual([401, null])
  })

  test.each([
    '/invoices.data',
    '/invoices.data?_routes=routes/invoices',
    '/invoices.data?_routes=root',
    '/invoices.data?index',
  ])('refuses the data of a page as the page, with a redirect that the router follows: %s', async (address) => {
    const { open } = await setUpSite()
    expect(answerOf((await open(address, { headers: script })).response)).toEqual([302, signInPage])
  })

  test('refuses the form of an action so that the router sends it to no other page', async () => {
    const { open } = await setUpSite()
    const init = { method: 'POST', body: 'amount=1', headers: script }
    expect(answerOf((await open('/invoices.data', init)).response)).toEqual([302, signInPage])
    expect((await open('/invoices', init)).response.status).toBe(401)
  })

  test.each([
    '/invoices/_.data',
    '/INVOICES.data',
    '/%69nvoices.data',
    '/invoices%2Edata',
    '/invoices.data.data',
    '//invoices.data',
    '//blog/_.data',
    '/blog/..%2finvoices.data',
    '/blog/%252e%252e/invoices.data',
    '/blog/..%5cinvoices.data',
    '/blog/%2e%2e/invoices.data',
    '/blog;/invoices.data',
    '/blog/x%00.data',
    '/Blog/x.data',
    '/blog.data/invoices',
    '/invoices?x=/blog/.data',
    '/invoices.data?_routes=routes/home',
    '/%.data',
  ])('lets no stranger pass by a hostile address: %s', async (address) => {
    const { open } = await setUpSite()
    const { response } = await open(address, { headers: script })
    expect([302, 401]).toContain(response.status)
    expect(await response.text()).not.toBe('the page')
  })

  test.each(['/', '/_.data', '/_.data?index', '/.data', '/sign-in', '/sign-in.data', '/blog/a.data', '/blog/_.data'])(
    'lets everybody see what is public: %s',
    async (address) => {
      const { open } = await setUpSite()
      expect(await (await open(address, { headers: script })).response.text()).toBe('the page')
    },
  )

  test('leads to a hosted page, too', async () => {
    const { open } = await setUpSite()
    const { response } = await open('/invoices.data', { headers: script }, { signInUrl: 'https://auth.example.com/in' })
    expect(response.headers.get('Location')).toBe(
      `https://auth.example.com/in?redirect_uri=${encodeURIComponent(`${origin}/invoices`)}`,
    )
  })

  test('leads nobody away while it cannot be found out who they are', async () => {
    const { open, cookie } = await setUpSite()
    const out = { fetch: async () => new Response(null, { status: 500 }), onError: () => undefined }
    const { response } = await open('/invoices.data', { headers: { ...script, Cookie: cookie } }, out)
    expect(answerOf(response)).toEqual([503, null])
  })

  test('takes a session out of the address of a page, not of its data', async () => {
    const { open } = await setUpSite()
    const { response } = await open('/.data?__dev_session__=abc&_routes=root', { headers: script })
    expect(answerOf(response)).toEqual([302, '/'])
    expect(response.headers.getSetCookie()[0]).toMatch(/^__dev_session___localhost_4747=abc/)
  })

  test('keeps a token that a page posts', async () => {
    const { open, cookie } = await setUpSite()
    const { context } = await open('/', { headers: { Cookie: cookie } })
    const headers = { Authorization: `Bearer ${await getAuth(context).getToken()}`, 'Sec-Fetch-Site': 'same-origin' }
    const { response } = await open('/token', { method: 'POST', headers }, { tokenPath: '/token' })
    expect([response.status, response.headers.getSetCookie()[0]]).toEqual([204, expect.stringMatching(/^__auth_/)])
  })

  test('adds its headers to an answer that cannot be changed', async () => {
    const { open, cookie } = await setUpSite()
    const target = `${origin}/done`
    const { response } = await open('/', { headers: { Cookie: cookie } }, { answer: () => Response.redirect(target) })
    expect(answerOf(response)).toEqual([302, target])
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
  })

  test('passes a page on while it is still being written', async () => {
    const { open, cookie } = await setUpSite()
    const unfinished = new ReadableStream({ start: (page) => page.enqueue(new TextEncoder().encode('the first part')) })
    const { response } = await open('/', { headers: { Cookie: cookie } }, { answer: () => new Response(unfinished) })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect(await reader?.read()).toEqual({ done: false, value: 'the first part' })
    await reader?.cancel()
  })

  test('passes on the address of the visitor', async () => {
    const { open, cookie, fetch } = await setUpSite()
    const seen: (string | null)[] = []
    await open(
      '/invoices',
      { headers: { Cookie: cookie, 'x-real-ip': '203.0.113.7' } },
      {
        clientIp: ({ request }) => request.headers.get('x-real-ip') ?? undefined,
        fetch: (input, init) => {
          const request = new Request(input, init)
          seen.push(request.headers.get('X-Wacht-Forwarded-For'))
          return fetch(request)
        },
      },
    )
    expect(seen).toContain('203.0.113.7')
  })
})

test('where no middleware ran nobody is told who sent the request', () => {
  expect(() => getAuth({})).toThrow('wachterMiddleware')
  expect(() => getInitialState({})).toThrow('wachterMiddleware')
})

import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { describe, expect, test } from 'vitest'
import { createEmulator, seedPassword } from '../../../emulator/src/index.js'
import { createHandle, type WachterLocals } from '../../src/kit/server.js'

/** A site with SvelteKit, as far as the handle sees it, and the browser of Ada. */
async function setUpSite() {
  const { publishableKey, fetch, world } = createEmulator()
  const client = createClient({ publishableKey, fetch, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  const cookie = `__dev_session___localhost_4747=${client.devSession()}`
  const handle = createHandle({ publishableKey, fetch, signInUrl: '/sign-in', publicPaths: ['/'] })
  const open = async (
    path: string,
    headers: Record<string, string> = {},
    isDataRequest = false,
    answer = () => new Response('the page'),
  ) => {
    const url = new URL(path, 'http://localhost:3000')
    const address = isDataRequest ? `${url.href}/__data.json` : url.href
    const locals: Partial<WachterLocals> = {}
    const request = new Request(address, { headers })
    const event = { request, url, isDataRequest, locals, getClientAddress: () => '203.0.113.7' }
    const response = await handle({ event, resolve: answer })
    return { response, locals }
  }
  return { open, cookie, userId: world.user('ada').id }
}

describe('the handle', () => {
  test('says who sent the request, and what to render first', async () => {
    const { open, cookie, userId } = await setUpSite()
    const { response, locals } = await open('/invoices', { Cookie: cookie })
    expect(await response.text()).toBe('the page')
    expect(locals.auth?.()).toMatchObject({ isSignedIn: true, userId })
    expect(locals.initialState?.container?.activeSignIn?.user?.username).toBe('ada')
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
  })

  test('lets everybody see what is public, and what the framework serves', async () => {
    const { open } = await setUpSite()
    for (const path of ['/', '/sign-in', '/_app/immutable/start.js', '/favicon.ico']) {
      expect((await open(path)).response.status).toBe(200)
    }
  })

  test('lets no stranger call a remote function', async () => {
    const { open } = await setUpSite()
    expect((await open('/_app/remote/1abc/getInvoices', { Accept: '*/*' })).response.status).toBe(401)
  })

  test('adds its headers to an answer that cannot be changed', async () => {
    const { open, cookie } = await setUpSite()
    const target = 'http://localhost:3000/done'
    const { response } = await open('/', { Cookie: cookie }, false, () => Response.redirect(target))
    expect([response.status, response.headers.get('Location')]).toEqual([302, target])
    expect(response.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=/)
  })

  test('makes a page private that calls itself public, and keeps its other headers', async () => {
    const { open, cookie } = await setUpSite()
    const headers = { 'Cache-Control': 'public, max-age=3600', Vary: 'Accept', 'Set-Cookie': 'theme=dark' }
    const { response } = await open('/', { Cookie: cookie }, false, () => new Response('the page', { headers }))
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    expect(response.headers.get('Vary')).toBe('Accept, Cookie, Authorization')
    expect(response.headers.getSetCookie().map((text) => text.split('=')[0])).toEqual([
      'theme',
      '__auth_localhost_4747',
    ])
  })

  test('leads strangers to the sign-in page, in a new page and in a navigation', async () => {
    const { open } = await setUpSite()
    const location = '/sign-in?redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Finvoices'
    const page = await open('/invoices', { Accept: 'text/html' })
    const navigation = await open('/invoices', { Accept: '*/*', 'Sec-Fetch-Mode': 'cors' }, true)
    for (const { response } of [page, navigation]) {
      expect([response.status, response.headers.get('Location')]).toEqual([307, location])
    }
    expect((await open('/api/me', { Accept: '*/*' })).response.status).toBe(401)
  })

  test('lets the data of a public page through', async () => {
    const { open } = await setUpSite()
    expect((await open('/', {}, true)).response.status).toBe(200)
  })
})

import { describe, expect, test } from 'vitest'
import { createProtection } from '../../src/server/index.js'
import { setUpVisitor } from './site.js'

const tokenPath = '/wachter/token'

async function setUpPost() {
  const site = await setUpVisitor()
  const { client, requestOf, authenticate, jar } = site
  const token = await client.getToken()
  /** The session is sent to the API only. */
  const cookieHeader = () =>
    [...jar]
      .filter(([name]) => name !== '__session')
      .map((pair) => pair.join('='))
      .join('; ')
  const visit = () => site.visit('/', {}, { Cookie: cookieHeader() })
  /** What the server says to a post, and the names of the cookies it sets. */
  const post = async (headers: Record<string, string> = {}, { path = tokenPath, method = 'POST' } = {}) => {
    const request = requestOf(
      path,
      { Cookie: cookieHeader(), Authorization: `Bearer ${token}`, Accept: '*/*', ...headers },
      { method },
    )
    const authentication = await authenticate(request, { tokenPath })
    const answer = createProtection({ signInUrl: '/sign-in', publicPaths: ['/*'] })(request, authentication)
    return {
      isPost: authentication.isPost,
      status: answer?.status,
      cookies: authentication.headers.getSetCookie().map((text) => text.split('=')[0]),
      lines: authentication.headers.getSetCookie(),
    }
  }
  return { ...site, post, visit, token }
}

describe('a token that a page posts', () => {
  test('is verified and kept, until shortly before it ends', async () => {
    const { post, token } = await setUpPost()
    const { status, lines } = await post({ 'Sec-Fetch-Site': 'same-origin' })
    expect(status).toBe(204)
    expect(lines[0]).toMatch(
      new RegExp(`^__auth_localhost_4747=${token}; Path=/; Secure; SameSite=Lax; HttpOnly; Max-Age=3\\d$`),
    )
  })

  test.each([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, {}],
    ['from another origin of this site', { 'Sec-Fetch-Site': 'same-site' }, {}],
    ['that a person typed', { 'Sec-Fetch-Site': 'none' }, {}],
    ['to another path', {}, { path: '/wachter/token/' }],
    ['with another method', {}, { method: 'PUT' }],
    ['that is not signed by the deployment', { Authorization: 'Bearer a.b.c' }, {}],
    ['that is no bearer', { Authorization: 'Basic YTpi' }, {}],
    ['that is empty', { Authorization: 'Bearer ' }, {}],
  ])('%s is not kept', async (_, headers, where) => {
    const { post } = await setUpPost()
    expect(await post(headers as Record<string, string>, where)).toMatchObject({ isPost: false, cookies: [] })
  })

  test('is none when it is only the session that is sent', async () => {
    const { requestOf, authenticate } = await setUpPost()
    const { auth, isPost } = await authenticate(requestOf(tokenPath, {}, { method: 'POST' }), { tokenPath })
    expect([auth.isSignedIn, isPost]).toEqual([true, false])
  })

  test('is not kept by a server that was not told to', async () => {
    const { requestOf, authenticate, token } = await setUpPost()
    const request = requestOf(tokenPath, { Cookie: '', Authorization: `Bearer ${token}` }, { method: 'POST' })
    const { isPost, headers } = await authenticate(request)
    expect([isPost, headers.getSetCookie()]).toEqual([false, []])
  })

  test('is not taken away by the answer to a request that was sent during a switch', async () => {
    const { post, client, requestOf, authenticate, jar, world } = await setUpPost()
    await post()
    const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const switching = client.switchOrganization(world.organization('Acme').id)
    await fault.held()
    const Cookie = `__auth_localhost_4747=${await post().then(({ lines }) => lines[0]?.split(/[=;]/)[1])}`
    const during = await authenticate(requestOf('/', { Cookie }), { tokenPath })
    expect([during.auth.isSignedIn, during.headers.getSetCookie()]).toEqual([false, []])
    // Once everybody has signed out it goes.
    const word = `wachter_context_localhost_4747=signed-out.${Date.now()}`
    const after = await authenticate(requestOf('/', { Cookie: `${Cookie}; ${word}` }), { tokenPath })
    expect(after.headers.getSetCookie()[0]).toMatch(/^__auth_localhost_4747=;.*Max-Age=0/)
    fault.release()
    await switching
    expect(jar.get('wachter_context_localhost_4747')).toBeDefined()
  })

  test('counts only while the browser vouches for its context', async () => {
    const { post, visit, client, world, jar } = await setUpPost()
    jar.set('__auth_localhost_4747', (await post()).lines[0]?.split(/[=;]/)[1] ?? '')
    expect((await visit()).auth.userId).toBe(world.user('ada').id)
    await client.switchOrganization(world.organization('Acme').id)
    expect((await visit()).auth.isSignedIn).toBe(false)
  })
})

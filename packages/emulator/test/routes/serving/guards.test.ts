import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { createVisitor, setUp } from '../../visitor'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe('in staging', () => {
  test('a request without a token starts an anonymous session and says so in a header', async () => {
    const { visitor } = setUp()
    const { status, headers, body } = await visitor.get('/session')
    expect(status).toBe(200)
    expect(headers.get('x-development-session')).toMatch(/^eyJ/)
    expect(headers.get('set-cookie')).toBeNull()
    expect(body.data).toEqual(body.session)
    expect(Object.keys(body.data)).toEqual(['id', 'created_at', 'updated_at'])
  })

  test.each(['', 'garbage', 'a.b.c'])('the token "%s" starts an anonymous session like none at all', async (token) => {
    const { visitor, world } = setUp()
    visitor.useDevSession(token)
    expect((await visitor.get('/session')).status).toBe(200)
    expect(world.state().sessions).toHaveLength(1)
    expect(visitor.devSession()).not.toBe(token)
  })

  test("another emulator's token starts an anonymous session", async () => {
    const { visitor } = setUp()
    const { visitor: stranger } = setUp()
    await stranger.get('/session')
    visitor.useDevSession(stranger.devSession())
    await visitor.get('/session')
    expect(visitor.devSession()).not.toBe(stranger.devSession())
  })

  test('a known token keeps its session', async () => {
    const { visitor, world } = setUp()
    const first = await visitor.session()
    expect(await visitor.session()).toEqual(first)
    expect(world.state().sessions).toHaveLength(1)
  })

  test('the token is an ES256 JWT that names the session for six hours', async () => {
    const { visitor, emulator } = setUp()
    const { id } = await visitor.session()
    const { iss, iat = 0, nbf, exp, sess, rotating_token } = decodeJwt(visitor.devSession())
    expect({ iss, sess, nbf, exp }).toEqual({ iss: emulator.baseUrl, sess: id, nbf: iat, exp: iat + 6 * 3_600 })
    expect(rotating_token).toBeTypeOf('string')
  })

  test('an expired token is exchanged for another one of the same session', async () => {
    const { visitor, world } = setUp({ reissue: false })
    const { id } = await visitor.session()
    const old = visitor.devSession()
    world.clock.advance(7 * hourMs)
    expect((await visitor.session()).id).toBe(id)
    expect(visitor.devSession()).not.toBe(old)
  })

  test('an aged token is exchanged although its own time is not up', async () => {
    const { visitor, world } = setUp({ reissue: false })
    const { id } = await visitor.session()
    const old = visitor.devSession()
    world.expireTransportToken(id)
    expect((await visitor.session()).id).toBe(id)
    expect(visitor.devSession()).not.toBe(old)
  })

  test('tabs that exchange the same old token side by side all keep the session', async () => {
    const { visitor, world, emulator } = setUp()
    const { id } = await visitor.session()
    world.clock.advance(7 * hourMs)
    const tabs = [1, 2, 3].map(() => createVisitor(emulator))
    for (const tab of tabs) tab.useDevSession(visitor.devSession())
    const sessions = await Promise.all(tabs.map((tab) => tab.session()))
    expect(sessions.map((session) => session.id)).toEqual([id, id, id])
    expect(new Set(tabs.map((tab) => tab.devSession())).size).toBe(3)
    for (const tab of tabs) expect((await tab.session()).id).toBe(id)
  })

  test('a token that is a month past its expiry starts a new session', async () => {
    const { visitor, world } = setUp()
    const { id } = await visitor.session()
    world.clock.advance(31 * dayMs)
    expect((await visitor.session()).id).not.toBe(id)
  })

  test('a dropped record or a deleted session starts a new session', async () => {
    const { visitor, world } = setUp()
    const first = await visitor.session()
    world.dropTransportToken(first.id)
    const second = await visitor.session()
    expect(second.id).not.toBe(first.id)
    world.deleteSession(second.id)
    expect((await visitor.session()).id).not.toBe(second.id)
  })

  test('a known token is only repeated while reissuing is on', async () => {
    const { visitor, world } = setUp()
    await visitor.get('/session')
    expect((await visitor.get('/session')).headers.get('x-development-session')).toBe(visitor.devSession())
    world.switches.reissue = false
    expect((await visitor.get('/session')).headers.get('x-development-session')).toBeNull()
  })

  test('every route opens a session, even an unknown one, except well-known files and preflights', async () => {
    const { visitor, world } = setUp()
    await visitor.get('/.well-known/jwks.json')
    await visitor.get('/session', { method: 'OPTIONS', headers: { Origin: 'https://app.example.com' } })
    expect(world.state().sessions).toHaveLength(0)
    const { status, body, headers } = await visitor.get('/nowhere')
    expect(status).toBe(404)
    expect(body).toMatchObject({ status: 404, data: null, errors: [], session: { id: expect.any(String) } })
    expect(headers.get('x-development-session')).not.toBeNull()
    expect(world.state().sessions).toHaveLength(1)
  })

  test('an unknown host gets a 404 without an envelope or CORS headers', async () => {
    const { emulator } = setUp()
    const response = await emulator.fetch('http://elsewhere.test/session', { headers: { Origin: 'http://a.test' } })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ message: 'Deployment not found' })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('in production', () => {
  const production = { mode: 'production', baseUrl: 'https://frontend.example.com' } as const

  test('the token is an HttpOnly cookie of the customer domain for a week', async () => {
    const { emulator } = setUp(production)
    const response = await emulator.fetch(`${emulator.baseUrl}/session`)
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__session=eyJ/)
    expect(cookie).toContain('; HttpOnly; Secure')
    expect(cookie).toContain('Domain=example.com')
    expect(cookie).toContain('Expires=Thu, 22 Jan 2026 12:00:00 GMT')
    expect(response.headers.get('x-development-session')).toBeNull()
  })

  test('on localhost the cookie stays with the host', async () => {
    const { emulator } = setUp({ mode: 'production' })
    const response = await emulator.fetch(`${emulator.baseUrl}/session`)
    expect(response.headers.getSetCookie()[0]).not.toContain('Domain')
  })

  test('the cookie carries the session and the query parameter is ignored', async () => {
    const { emulator, world } = setUp(production)
    const fetch = emulator.browserFetch()
    const first = await (await fetch(`${emulator.baseUrl}/session`)).json()
    const second = await (await fetch(`${emulator.baseUrl}/session?__dev_session__=garbage`)).json()
    expect(second.data.id).toBe(first.data.id)
    expect(world.state().sessions).toHaveLength(1)
  })
})

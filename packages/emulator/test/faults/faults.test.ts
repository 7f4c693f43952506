import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { setUp } from '../visitor'

test('a dropped request rejects like fetch, and nothing is done', async () => {
  const { visitor, world } = setUp()
  world.faults.add({ method: 'post', path: '/auth/*', drop: true, once: true })
  await expect(visitor.signIn('ada@example.com')).rejects.toThrow(TypeError)
  expect(await visitor.session()).not.toHaveProperty('signins')
  expect((await visitor.signIn('ada@example.com')).status).toBe(200)
})

test('a lost answer rejects, but the server has acted', async () => {
  const { visitor, world } = setUp()
  await visitor.get('/session')
  world.faults.add({ path: '/auth/signin', dropResponse: true, once: true })
  await expect(visitor.signIn('ada@example.com')).rejects.toThrow(TypeError)
  expect((await visitor.session()).active_signin.user.username).toBe('ada')
})

test('a status fault answers with an envelope that a page can read, unless the rule sets `cors: false`', async () => {
  const { world, emulator, visitor } = setUp()
  const fetch = emulator.browserFetch({ origin: 'https://app.test' })
  world.faults.add({ path: '/session', status: 500, times: 2 })
  expect(await (await fetch(`${emulator.baseUrl}/session`)).json()).toMatchObject({ status: 500, data: null })
  expect((await visitor.get('/session')).body.errors[0].code).toBe('INTERNAL')
  expect((await visitor.get('/session')).status).toBe(200)
  world.faults.add({ path: '/session', status: 429, cors: false })
  await expect(fetch(`${emulator.baseUrl}/session`)).rejects.toThrow(TypeError)
})

test('a body is answered as it is', async () => {
  const { world, emulator } = setUp()
  world.faults.add({ body: '<html>', headers: { 'Content-Type': 'text/html' } })
  const response = await emulator.fetch(`${emulator.baseUrl}/session`)
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/html',
    '<html>',
  ])
})

test('a real answer can be rewritten', async () => {
  const { visitor, world } = setUp()
  world.faults.add({ rewrite: (response) => new Response('{}', { headers: response.headers }) })
  expect((await visitor.get('/session')).body).toEqual({})
  expect(visitor.devSession()).not.toBe('')
})

test('held answers arrive in the order they are released', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  const fault = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
  const early = visitor.session()
  await fault.held()
  expect(fault.holding()).toBe(1)
  await visitor.post('/session/sign-out')
  expect(await visitor.session()).not.toHaveProperty('active_signin')
  fault.release()
  expect((await early).active_signin.user.username).toBe('ada')
})

test('a rule may let some requests pass first', async () => {
  const { visitor, world } = setUp()
  const fault = world.faults.add({ path: /^\/sess/, skip: 1, times: 1, status: 503 })
  const statuses = [await visitor.get('/session'), await visitor.get('/session'), await visitor.get('/session')]
  expect(statuses.map(({ status }) => status)).toEqual([200, 503, 200])
  expect(fault.hits()).toBe(1)
})

test('an aborted request rejects with the reason while its answer is held', async () => {
  const { emulator, world } = setUp()
  const fault = world.faults.add({ hold: true })
  const controller = new AbortController()
  const answer = emulator.fetch(`${emulator.baseUrl}/session`, { signal: controller.signal })
  await fault.held()
  controller.abort(new DOMException('enough', 'AbortError'))
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
})

test('an expression is asked anew at each request', async () => {
  const { visitor, world } = setUp()
  world.faults.add({ path: /session/g, status: 503 })
  expect([(await visitor.get('/session')).status, (await visitor.get('/session')).status]).toEqual([503, 503])
})

test.each([
  { status: 99 },
  { status: 600 },
  { status: 200.5 },
  { headers: { 'bad name': 'x' } },
  { headers: { a: 'x\ny' } },
])('the rule %o could not be answered and is refused', (rule) => {
  const { world } = setUp()
  expect(() => world.faults.add(rule)).toThrow()
  expect(world.faults.all()).toEqual([])
})

test.each([204, 205, 304])('a %i has no body', async (status) => {
  const { emulator, world } = setUp()
  world.faults.add({ status })
  const response = await emulator.fetch(`${emulator.baseUrl}/session`)
  expect([response.status, await response.text()]).toEqual([status, ''])
})

test('a rule stays as it was made', async () => {
  const { visitor, world } = setUp()
  const rule = { path: '/session', status: 503 }
  world.faults.add(rule)
  rule.status = 200
  expect((await visitor.get('/session')).status).toBe(503)
})

describe('latency', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  test('delays the answer after the server has acted', async () => {
    const { visitor, world } = setUp()
    await visitor.get('/session')
    const fault = world.faults.add({ path: '/auth/signin', latencyMs: 1_000 })
    let arrived = false
    const answer = visitor.signIn('ada@example.com').then(() => {
      arrived = true
    })
    await vi.waitFor(() => expect(world.state().signins).toHaveLength(1))
    expect([arrived, fault.hits()]).toEqual([false, 1])
    await vi.advanceTimersByTimeAsync(1_000)
    await answer
    expect(arrived).toBe(true)
  })

  test('clearing the faults ends it at once', async () => {
    const { visitor, world } = setUp()
    world.faults.add({ requestLatencyMs: 60_000 })
    const answer = visitor.get('/session')
    world.faults.clear()
    expect((await answer).status).toBe(200)
    expect(vi.getTimerCount()).toBe(0)
  })
})

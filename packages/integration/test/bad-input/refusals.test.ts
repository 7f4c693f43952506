import { type ClientOptions, createClient, type SessionError } from '@wachter/core'
import { freezeTime, pass, passUntil } from '@wachter/testing/frozen-time'
import { describe, expect, onTestFinished, test } from 'vitest'
import { refusals } from '../fixtures/envelope.js'
import { setUpStage, shown } from '../stage.js'
import { freshBrowser } from '../surroundings.js'
import { inProcessTransport, transports } from '../transports.js'

const anything = { '~standard': { validate: (value: unknown) => ({ value }) } }

const clientOf = (fetch: NonNullable<ClientOptions['fetch']>) =>
  createClient({ baseUrl: 'https://frontend.example.com', mode: 'production', ...freshBrowser(), fetch })

const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  clientOf(async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }))

const errorOf = (asking: Promise<unknown>): Promise<SessionError> =>
  asking.then(
    () => {
      throw new Error('It was not refused')
    },
    (error: SessionError) => error,
  )

describe('a refusal', () => {
  test.each(refusals)('by $kind keeps its status and every code', async ({ status, body, code, codes }) => {
    const client = answering(status, body)
    for (const asking of [
      client.request({ path: 'me', schema: anything }),
      client.request({ method: 'post', path: 'me', schema: anything }),
    ]) {
      const error = await errorOf(asking)
      expect(error).toMatchObject({ name: 'SessionError', code, status })
      expect(error.errors.map((problem) => problem.code)).toEqual(codes)
    }
  })

  test('keeps the data a flow may need', async () => {
    const data = { missing_fields: ['phone_number'] }
    const error = await errorOf(
      answering(400, { status: 400, message: 'Missing', data, errors: null }).request({
        method: 'post',
        path: 'auth/complete-profile',
        schema: anything,
      }),
    )
    expect(error.data).toEqual(data)
  })

  test('speaks with the first named problem, then with the message, then with the status', async () => {
    const say = async (body: object) => {
      const client = answering(400, { status: 400, data: null, ...body })
      return (await errorOf(client.request({ method: 'post', path: 'x', schema: anything }))).message
    }
    expect(
      await say({
        message: 'Bad',
        errors: [
          { code: 'A', message: 'First' },
          { code: 'B', message: 'Second' },
        ],
      }),
    ).toBe('First')
    expect(await say({ message: 'Bad', errors: [] })).toBe('Bad')
    expect(await say({})).toBe('HTTP 400')
  })
})

describe('an answer of something before the API', () => {
  test.each([
    [403, '<html>Denied</html>'],
    [404, { message: 'Deployment not found' }],
    [408, ''],
    [302, 'Moved'],
  ])('(%i) leaves open whether a change took place, so the session is asked for', async (status, body) => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    const path = '/session/switch-organization'
    stage.world.faults.add({ path, rewrite: () => new Response(JSON.stringify(body), { status }), once: true })
    await client.switchOrganization(stage.id('Acme'))
    expect(shown(client)).toMatchObject({ organization: 'Acme' })
    stage.world.faults.add({ path, status, body, once: true })
    await expect(client.switchOrganization(stage.id('Globex'))).rejects.toMatchObject({ code: 'server-error', status })
    expect(shown(client)).toMatchObject({ organization: 'Acme' })
  })
})

describe('too many requests', () => {
  test.each([
    { name: 'on the session', path: '/session' as const },
    { name: 'on the token', path: '/session/token' as const },
  ])('$name are told as such, with the time to wait, and sign nobody out', async ({ path }) => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    const before = client.$state.get().container
    stage.world.faults.add({ path, status: 429, headers: { 'Retry-After': '17' } })
    const error = await errorOf(path === '/session' ? client.refetch() : client.getToken())
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, retryable: true })
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(17_000)
    expect(client.$state.get().container).toBe(before)
    expect(client.$state.get().status).toBe('signed-in')
  })

  test.each(['', 'soon', '0', '-5', 'NaN', 'Fri, 31 Dec 1999 23:59:59 GMT'])(
    'that do not say how long (%j) rest for a while all the same',
    async (retryAfter) => {
      const client = answering(429, {}, { 'Retry-After': retryAfter })
      const error = await errorOf(client.refetch())
      expect(error).toMatchObject({ code: 'rate-limited' })
      expect(error.retryAfterMs).toBeGreaterThan(0)
    },
  )

  test.each(['300', '86400', '2592000', '1e400', 'Infinity'])(
    'that ask for a rest of %s seconds are not followed by a storm',
    async (retryAfter) => {
      freezeTime(Date.now())
      let requests = 0
      const client = clientOf(async () => {
        requests++
        return new Response('{}', { status: 429, headers: { 'Retry-After': retryAfter } })
      })
      onTestFinished(client.start())
      // A timer beyond 2³¹−1 ms fires at once.
      await pass(59_000)
      expect(requests).toBe(1)
    },
  )

  test('whose answer a browser may not read look like being offline, and sign nobody out', async () => {
    const production = transports.find(({ name, mode }) => mode === 'production' && name.includes('another origin'))
    if (!production) throw new Error('There is no such transport')
    const stage = await setUpStage(production)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    // The server's global limiter answers before CORS (PROTOCOL.md §1.7).
    freezeTime(Date.now())
    stage.world.faults.add({ path: '/session', status: 429, cors: false, times: 2 })
    await expect(passUntil(client.refetch(), 10_000)).rejects.toMatchObject({ code: 'offline', retryable: true })
    expect(shown(client)).toMatchObject({ status: 'signed-in', who: 'ada' })
    await client.refetch()
    expect(client.$state.get().stale).toBe(false)
  })
})

describe('a failing server', () => {
  test.each([500, 501, 502, 503, 504, 520])('(%i) changes nothing', async (status) => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    const before = client.$state.get().container
    freezeTime(Date.now())
    stage.world.faults.add({ path: '/session', status })
    await expect(passUntil(client.refetch(), 10_000)).rejects.toMatchObject({
      code: 'server-error',
      status,
      retryable: true,
    })
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: true, error: { code: 'server-error' } })
    expect(client.$state.get().container).toBe(before)
    stage.world.faults.clear()
    await client.refetch()
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: false, error: undefined })
  })

  test('is asked for a change once, however it fails', async () => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    stage.world.requests.clear()
    stage.world.faults.add({ path: '/session/switch-organization', status: 503 })
    await expect(client.switchOrganization(stage.id('Acme'))).rejects.toMatchObject({ code: 'server-error' })
    expect(stage.world.requests.all().map(({ path }) => path)).toEqual(['/session/switch-organization', '/session'])
    expect(shown(client)).toEqual({ status: 'signed-in', who: 'ada', accounts: ['ada'] })
  })

  test('that changed something before it failed is found out', async () => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    const failing = () => new Response('{"status":500,"message":"","data":null,"errors":[]}', { status: 500 })
    stage.world.faults.add({ path: '/session/switch-organization', rewrite: failing })
    await client.switchOrganization(stage.id('Acme'))
    expect(shown(client)).toMatchObject({ organization: 'Acme' })
  })

  test('that fails on the token leaves the next one to be asked for', async () => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    freezeTime(Date.now())
    stage.world.faults.add({ path: '/session/token', status: 500, once: true })
    await expect(client.getToken()).rejects.toMatchObject({ code: 'server-error' })
    await pass(2_000)
    expect(await client.getToken()).toMatch(/^ey/)
    expect(shown(client)).toMatchObject({ status: 'signed-in', who: 'ada' })
  })
})

import { expect, test } from 'vitest'
import { connectInProcess } from '../../stream'
import { setUp } from '../../visitor'

async function setUpAda(options?: Parameters<typeof setUp>[0]) {
  const room = setUp(options)
  await room.visitor.signIn('ada@example.com')
  const connect = (query?: string) => connectInProcess(room.emulator, room.visitor.devSession(), query)
  return { ...room, connect }
}

test('a request that is no WebSocket is refused at once', async () => {
  const { visitor } = await setUpAda()
  expect((await visitor.get('/notifications/stream')).status).toBe(426)
})

test('a stream says that it is connected, and sends what its user is shown', async () => {
  const { connect, world } = await setUpAda()
  const { frames } = await connect()
  const { id } = world.sendNotification({ user: 'ada', title: 'Ada', body: 'Hello' })
  world.sendNotification({ user: 'linus', title: 'Linus' })
  expect(frames.map((frame) => JSON.parse(frame))).toEqual([
    { type: 'connected', message: expect.any(String) },
    {
      type: 'notification',
      data: {
        id,
        user_id: world.user('ada').id,
        deployment_id: world.deployment().id,
        title: 'Ada',
        body: 'Hello',
        severity: 'info',
        ctas: [],
        created_at: '2026-01-15T12:00:00Z',
      },
    },
  ])
})

test('a frame of a notification to a place has zero for its user', async () => {
  const { connect, world } = await setUpAda()
  const { frames } = await connect()
  world.sendNotification({ organization: 'Acme', title: 'Acme' })
  expect(JSON.parse(frames[1] ?? '').data).toMatchObject({ user_id: '0' })
})

test('a ping is answered, and nothing else that a client sends', async () => {
  const { connect } = await setUpAda()
  const { stream, frames } = await connect()
  for (const text of ['ping', 'PING', '{"type":"ping"}', '']) stream?.receive(text)
  expect(frames.slice(1)).toEqual(['pong'])
})

test.each([
  ['', ['Ada', 'Acme', 'Globex', 'Engineering']],
  ['scope=user', ['Ada']],
  ['channels=user,workspace', ['Ada', 'Engineering']],
  ['channels=organization&organization_ids={acme}', ['Acme']],
  ['organization_ids={acme},{globex}&workspace_ids=1', ['Ada', 'Acme', 'Globex']],
])('%j carries %j', async (query, expected) => {
  const { connect, world } = await setUpAda()
  const ids = { '{acme}': world.organization('Acme').id, '{globex}': world.organization('Globex').id }
  const { titles } = await connect(query.replace(/\{\w+\}/g, (name) => ids[name as keyof typeof ids]))
  world.sendNotification({ user: 'ada', title: 'Ada' })
  world.sendNotification({ organization: 'Acme', title: 'Acme' })
  world.sendNotification({ organization: 'Globex', title: 'Globex' })
  world.sendNotification({ workspace: 'Engineering', title: 'Engineering' })
  expect(titles()).toEqual(expected)
})

test('a stream is of the session as it was: a switch or a sign-out changes it on the next connection only', async () => {
  const { connect, world, visitor } = await setUpAda()
  const before = await connect('scope=current')
  await visitor.post(`/session/switch-organization?organization_id=${world.organization('Acme').id}`)
  const after = await connect('scope=current')
  world.sendNotification({ organization: 'Acme', title: 'Acme' })
  await visitor.post('/session/sign-out')
  world.sendNotification({ user: 'ada', title: 'Ada' })
  expect(before.titles()).toEqual(['Ada'])
  expect(after.titles()).toEqual(['Acme', 'Ada'])
})

test('signed out, a stream is one error', async () => {
  const { emulator, world } = setUp()
  const { frames, closed } = await connectInProcess(emulator, '')
  world.sendNotification({ user: 'ada', title: 'Ada' })
  expect(frames.map((frame) => JSON.parse(frame))).toEqual([{ type: 'error', error: expect.any(String) }])
  expect(closed).toEqual([1_008])
  expect(world.notificationStreams()).toBe(0)
})

test('a notification that has expired already is not sent', async () => {
  const { connect, world } = await setUpAda()
  const { titles } = await connect()
  world.sendNotification({ user: 'ada', title: 'Late', lifetimeMs: -1 })
  expect(titles()).toEqual([])
})

test('a client that is gone gets nothing more', async () => {
  const { connect, world } = await setUpAda()
  const { stream, titles } = await connect()
  stream?.end()
  world.sendNotification({ user: 'ada', title: 'Ada' })
  stream?.receive('ping')
  expect(titles()).toEqual([])
  expect(world.closeNotificationStreams()).toBe(0)
})

test.each([[1_000], [1_012], [4_001], [undefined]])('all streams close with the code %s', async (code) => {
  const { connect, world } = await setUpAda()
  const streams = [await connect(), await connect()]
  expect(world.closeNotificationStreams(code)).toBe(2)
  for (const { closed } of streams) expect(closed).toEqual([code])
  expect(world.notificationStreams()).toBe(0)
})

test.each([999, 1_005, 1_006, 1_015, 2_999, 5_000, 1_000.5, Number.NaN])('%s closes nothing', async (code) => {
  const { connect, world } = await setUpAda()
  await connect()
  expect(() => world.closeNotificationStreams(code)).toThrow(RangeError)
  expect(world.notificationStreams()).toBe(1)
})

test('a reset ends all streams', async () => {
  const { connect, world } = await setUpAda()
  const { closed } = await connect()
  world.reset()
  expect(closed).toEqual([undefined])
})

test('a stream is a request like any other: logged, limited, and hit by faults', async () => {
  const { connect, world } = await setUpAda({ rateLimits: true })
  world.faults.add({ path: '/notifications/stream', status: 503, once: true })
  expect((await connect()).response.status).toBe(503)
  expect(world.notificationStreams()).toBe(0)
  for (let turn = 0; turn < 20; turn++) expect((await connect()).stream).toBeDefined()
  expect(await connect()).toMatchObject({ response: { status: 429 }, stream: undefined })
  expect(world.requests.all().filter(({ path }) => path === '/notifications/stream')).toHaveLength(22)
})

test.each(['scope=team', 'channels=x'])('a stream of %s is refused', async (query) => {
  const { connect } = await setUpAda()
  expect(await connect(query)).toMatchObject({ response: { status: 400 }, stream: undefined })
})

test.each([
  ['staging', 'https://anywhere.example', true],
  ['production', 'https://app.example.com', true],
  ['production', 'https://evil.example', false],
  ['production', 'null', false],
] as const)('in %s, a page of %s may connect: %s', async (mode, Origin, allowed) => {
  const { emulator } = setUp({ mode, frontendHost: 'accounts.example.com' })
  const { response, stream } = await connectInProcess(emulator, '', '', { headers: { Origin } })
  expect(stream !== undefined).toBe(allowed)
  expect(response.status).toBe(allowed ? 204 : 403)
})

test('in production, the cookie signs a stream in, and the URL does not', async () => {
  const { emulator, world } = setUp({ mode: 'production' })
  const { token } = await world.openSession({ as: 'ada' })
  const { frames } = await connectInProcess(emulator, '', '', { headers: { Cookie: `__session=${token}` } })
  expect(frames).toEqual([expect.stringContaining('connected')])
  expect((await connectInProcess(emulator, token)).frames).toEqual([expect.stringContaining('error')])
})

test('a server in nasty mode sends each way to say none', async () => {
  const { connect, world } = await setUpAda({ nasty: true })
  const { frames } = await connect()
  world.sendNotification({ organization: 'Acme', title: 'Acme' })
  expect(JSON.parse(frames[1] ?? '').data).toMatchObject({ ctas: null, user_id: '0', severity: 'whisper' })
})

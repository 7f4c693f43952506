import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@wachter/emulator/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connect, reading } from '../stream'
import { createVisitor } from '../visitor'

async function start(options: Parameters<typeof startEmulator>[0] = {}) {
  const server = await startEmulator({ port: 0, ...options })
  onTestFinished(() => server.close())
  const visitor = createVisitor(server.emulator, globalThis.fetch)
  return { ...server, world: server.emulator.world, visitor }
}

/** The first bytes of an answer, or what was left of it when the server cut the connection. */
function raw(port: number, head: string, more = ''): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const text = `${head.replace('Host: localhost', `Host: localhost:${port}`)}\r\n\r\n${more}`
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')))
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
    })
    socket.on('error', () => undefined).on('close', () => resolve(answer))
  })
}

const handshake = (path: string, ...more: string[]) =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...more,
  ].join('\r\n')

test('a browser connects, and is told of a notification that was sent through the control API', async () => {
  const { url, visitor } = await start()
  await visitor.signIn('ada@example.com')
  const stream = connect(url, visitor.devSession(), 'channels=user,organization')
  expect(JSON.parse(await stream.next())).toMatchObject({ type: 'connected' })
  stream.send('ping')
  expect(await stream.next()).toBe('pong')
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ organization: 'Acme', title: 'Acme' })
  await fetch(`${url}/__emulator/notifications`, { method: 'POST', headers, body })
  expect(JSON.parse(await stream.next())).toMatchObject({ type: 'notification', data: { title: 'Acme' } })
})

test.each([[1_000], [1_012], [4_001]])('a stream is closed with the code %s', async (code) => {
  const { url, visitor, world } = await start()
  await visitor.signIn('ada@example.com')
  const stream = connect(url, visitor.devSession())
  await stream.next()
  world.closeNotificationStreams(code)
  expect(await stream.closed).toBe(code)
})

test('a stream that is cut is a lost connection', async () => {
  const { url, visitor, world } = await start()
  await visitor.signIn('ada@example.com')
  const stream = connect(url, visitor.devSession())
  await stream.next()
  world.closeNotificationStreams()
  expect(await stream.closed).toBe(1_006)
})

test('a client that leaves is forgotten', async () => {
  const { url, visitor, world } = await start()
  await visitor.signIn('ada@example.com')
  const stream = connect(url, visitor.devSession())
  await stream.next()
  expect(world.notificationStreams()).toBe(1)
  stream.close(1_000)
  await vi.waitFor(() => expect(world.notificationStreams()).toBe(0))
})

test('signed out, a stream is one error and an end', async () => {
  const { url } = await start()
  const stream = connect(url, '')
  expect(JSON.parse(await stream.next())).toMatchObject({ type: 'error', error: expect.any(String) })
  expect(await stream.closed).toBe(1_008)
})

test('in production the cookie signs it in', async () => {
  const { url, port, world } = await start({ mode: 'production' })
  const { token } = await world.openSession({ as: 'ada' })
  const own = raw(port, handshake('/notifications/stream', `Cookie: __session=${token}`, `Origin: ${url}`))
  await vi.waitFor(() => expect(world.notificationStreams()).toBe(1))
  world.closeNotificationStreams()
  expect(await own).toMatch(/^HTTP\/1\.1 101 .*"type":"connected"/s)
  const stolen = handshake('/notifications/stream', `Cookie: __session=${token}`, 'Origin: https://evil.example')
  expect(await raw(port, stolen)).toMatch(/^HTTP\/1\.1 403 /)
  expect(world.notificationStreams()).toBe(0)
})

test('a fault refuses, cuts or holds the handshake', async () => {
  const { url, port, visitor, world } = await start()
  await visitor.signIn('ada@example.com')
  const path = '/notifications/stream'
  world.faults.add({ path, status: 503, once: true })
  expect(await raw(port, handshake(path))).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n.*"status":503/s)
  world.faults.add({ path, drop: true, once: true })
  expect(await raw(port, handshake(path))).toBe('')
  const fault = world.faults.add({ path, hold: true, once: true })
  const stream = connect(url, visitor.devSession())
  await fault.held()
  expect(world.notificationStreams()).toBe(0)
  fault.release()
  expect(JSON.parse(await stream.next())).toMatchObject({ type: 'connected' })
})

test('a stream that was granted is refused when its answer is not', async () => {
  const { port, world } = await start()
  const rewrite = () => new Response(null, { status: 500 })
  world.faults.add({ path: '/notifications/stream', rewrite, once: true })
  expect(await raw(port, handshake('/notifications/stream'))).toMatch(/^HTTP\/1\.1 500 /)
})

test('a WebSocket to another path is answered as a request', async () => {
  const { port } = await start()
  expect(await raw(port, handshake('/session'))).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(await raw(port, handshake('/nowhere'))).toMatch(/^HTTP\/1\.1 404 /)
})

test.each([
  ['a host that is none', handshake('/notifications/stream').replace('localhost', '%'), /^HTTP\/1\.1 400 /],
  ['no key', handshake('/notifications/stream').replace(/\r\nSec-WebSocket-Key.*/, ''), /^HTTP\/1\.1 400 /],
  ['another version', handshake('/notifications/stream').replace('Version: 13', 'Version: 1'), /^HTTP\/1\.1 4/],
])('a handshake with %s is refused, and the server goes on', async (_, head, answer) => {
  const { port, visitor } = await start()
  expect(await raw(port, head)).toMatch(answer)
  expect((await visitor.get('/session')).status).toBe(200)
})

test('a malformed or huge frame ends its stream only', async () => {
  const { url, port, visitor, world } = await start()
  await visitor.signIn('ada@example.com')
  const stream = connect(url, visitor.devSession())
  await stream.next()
  const path = `/notifications/stream?__dev_session__=${visitor.devSession()}`
  expect(await raw(port, handshake(path), '\xff\xff\xff\xff')).toMatch(/^HTTP\/1\.1 101 /)
  const huge = reading(new WebSocket(`${url.replace('http', 'ws')}${path}`))
  await huge.next()
  huge.send('x'.repeat(70_000))
  expect(await huge.closed).toBe(1_009)
  await vi.waitFor(() => expect(world.notificationStreams()).toBe(1))
  stream.send('ping')
  expect(await stream.next()).toBe('pong')
})

test('to close the server ends its streams', async () => {
  const { url, visitor, close } = await start()
  await visitor.signIn('ada@example.com')
  const stream = connect(url, visitor.devSession())
  await stream.next()
  await close()
  expect(await stream.closed).toBe(1_006)
})

test('to close the server ends a handshake that is under way', async () => {
  const { url, world, visitor, close } = await start()
  await visitor.signIn('ada@example.com')
  const fault = world.faults.add({ path: '/notifications/stream', hold: true })
  const stream = connect(url, visitor.devSession())
  await fault.held()
  await close()
  expect(await stream.closed).toBe(1_006)
})

test('the session that a handshake starts is saved before it is answered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wachter-stream-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const stateFile = join(folder, 'state.json')
  const { url, world } = await start({ stateFile })
  await connect(url, '').next()
  const [session] = world.state().sessions
  expect(await readFile(stateFile, 'utf8')).toContain(`"sessionId":"${session?.id}"`)
})

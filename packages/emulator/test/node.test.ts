import { createServer } from 'node:http'
import { connect } from 'node:net'
import { startEmulator } from '@wachter/emulator/node'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterEach, expect, test } from 'vitest'
import { createVisitor, startOfTime } from './visitor'

const running: { close(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

async function start(options: Parameters<typeof startEmulator>[0] = {}) {
  const server = await startEmulator({ port: 0, ...options })
  running.push(server)
  return { ...server, visitor: createVisitor(server.emulator, globalThis.fetch) }
}

test('port 0 becomes a real address, in the key too', async () => {
  const { url, port, publishableKey } = await start()
  expect(port).toBeGreaterThan(0)
  expect(url).toBe(`http://localhost:${port}`)
  expect(atob(publishableKey.split('_')[2] ?? '')).toBe(url)
})

test('one signs in over HTTP and the token verifies against the remote keys', async () => {
  const { visitor, url } = await start()
  await visitor.signIn('ada@example.com')
  const { body } = await visitor.get('/session/token')
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', url))
  const { payload } = await jwtVerify(body.data.token, keys, { issuer: url })
  expect(payload.sid).toBe((await visitor.session()).id)
})

test('a dropped connection is a network error and the server goes on', async () => {
  const { visitor, emulator } = await start()
  emulator.world.faults.add({ drop: true, once: true })
  await expect(visitor.get('/session')).rejects.toThrow(TypeError)
  expect((await visitor.get('/session')).status).toBe(200)
})

test('rate limits hold over HTTP', async () => {
  const { visitor } = await start({ rateLimits: true, clock: { now: () => startOfTime } })
  const statuses: number[] = []
  for (let turn = 0; turn < 21; turn++) statuses.push((await visitor.get('/session')).status)
  expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true)
  expect(statuses[20]).toBe(429)
})

test('the same server answers under the numeric loopback address', async () => {
  const { port } = await start()
  expect((await fetch(`http://127.0.0.1:${port}/session`)).status).toBe(200)
})

test('a taken port is one clear error', async () => {
  const blocker = createServer()
  const port = await new Promise<number>((resolve) => {
    blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port))
  })
  await expect(startEmulator({ port })).rejects.toThrow(`Port ${port} is taken by another program`)
  await new Promise((resolve) => blocker.close(resolve))
})

test('closing lets go of what is held', async () => {
  const { visitor, emulator, close } = await start()
  const fault = emulator.world.faults.add({ hold: true })
  const answer = visitor.get('/session').then(
    () => 'settled',
    () => 'settled',
  )
  await fault.held()
  await close()
  expect(await answer).toBe('settled')
})

test.each([
  'TRACE /session HTTP/1.1\r\nHost: localhost',
  'PURGE /session HTTP/1.1\r\nHost: localhost',
  'GET /% HTTP/1.1\r\nHost: localhost',
  'GET /%E0%A4%A?%=% HTTP/1.1\r\nHost: localhost',
  'GET //evil.example/session HTTP/1.1\r\nHost: localhost',
  'GET /a\\b HTTP/1.1\r\nHost: localhost',
  'GET http://[/session HTTP/1.1\r\nHost: localhost',
  'GET * HTTP/1.1\r\nHost: localhost',
  'GET /session HTTP/1.1\r\nHost: 999.999.999.999',
  'GET /session HTTP/1.1\r\nHost: a..b',
  'GET /session HTTP/1.1\r\nHost: %',
  'GET /session HTTP/1.1\r\nHost:',
  'GET /session HTTP/1.1\r\nHost: localhost\r\nContent-Type: \u00ff\u00fe\r\nOrigin: \u00ff',
  'POST /auth/signin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Type: application/json',
  'POST /auth/signin HTTP/1.1\r\nHost: localhost\r\nContent-Length: x',
  'POST /__emulator/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 0',
])('the bytes %j are no fault of the server', async (head) => {
  const { port, visitor } = await start()
  const status = await new Promise<number>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      const body = head.includes('Content-Length: 5') ? '{"a":' : ''
      socket.write(Buffer.from(`${head}\r\nConnection: close\r\n\r\n${body}`, 'latin1'))
    })
    socket.once('data', (bytes) => resolve(Number(bytes.toString('latin1').split(' ')[1]))).on('error', reject)
  })
  expect(status).toBeGreaterThanOrEqual(200)
  expect(status).toBeLessThan(500)
  expect((await visitor.get('/session')).status).toBe(200)
})

import { request } from 'node:http'
import { startEmulator } from '@wachter/emulator/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setUp } from '../../visitor'

describe('over HTTP', () => {
  let server: Awaited<ReturnType<typeof startEmulator>>
  beforeEach(async () => {
    server = await startEmulator({ port: 0 })
  })
  afterEach(() => server.close())

  /** A request with headers `fetch` does not let one set. */
  function ask(method: string, path: string, headers: Record<string, string> = {}, body = '') {
    return new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
      const asking = request(`${server.url}/__emulator${path}`, { method, headers }, (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode, headers: response.headers }))
      })
      asking.on('error', reject).end(body)
    })
  }

  test.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'http://evil.example:4747',
    'http://127.0.0.1.evil.example',
    'chrome-extension://localhost',
    'null',
    'localhost',
    '',
  ])('a page of "%s" may neither read nor change anything', async (origin) => {
    for (const [method, path] of [
      ['GET', '/outbox'],
      ['POST', '/reset'],
      ['OPTIONS', '/reset'],
      ['DELETE', '/outbox'],
    ] as const) {
      const { status, headers } = await ask(method, path, { Origin: origin })
      expect({ path, status, readable: headers['access-control-allow-origin'] }).toEqual({ path, status: 403 })
    }
  })

  test.each(['http://localhost:5173', 'http://127.0.0.1:3000', 'http://app.localhost', 'http://[::1]:8080'])(
    'the page %s may use it, after the preflight that JSON takes',
    async (origin) => {
      const wanted = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' }
      const preflight = await ask('OPTIONS', '/clock/advance', { Origin: origin, ...wanted })
      expect(preflight).toMatchObject({
        status: 204,
        headers: {
          'access-control-allow-origin': origin,
          'access-control-allow-methods': 'GET, POST, DELETE',
          'access-control-allow-headers': 'Content-Type',
          vary: 'Origin',
        },
      })
      const json = { Origin: origin, 'Content-Type': 'application/json' }
      const answer = await ask('POST', '/clock/advance', json, '{"ms":1}')
      expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin } })
    },
  )

  test.each(['evil.example', 'evil.example:4747', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.4'])(
    'a page whose name %s was pointed at this machine is turned away',
    async (host) => {
      expect((await ask('GET', '/state', { Host: host })).status).toBe(403)
    },
  )

  test('a page is turned away that names this machine in the request line only', async () => {
    const headers = { Host: 'evil.example' }
    const status = await new Promise((resolve, reject) => {
      const path = 'http://localhost/__emulator/state'
      const asking = request({ port: server.port, host: '127.0.0.1', path, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      })
      asking.on('error', reject).end()
    })
    expect(status).toBe(403)
  })

  test.each(['localhost', 'localhost:1', '127.0.0.1', '[::1]', 'wacht.localhost'])(
    'it goes by the name %s',
    async (host) => {
      expect((await ask('GET', '/state', { Host: host })).status).toBe(200)
    },
  )

  test('a host that is none is a mistake of the caller', async () => {
    for (const host of ['999.999.999.999', 'a b', '%', 'localhost/@evil.example']) {
      expect((await ask('GET', '/state', { Host: host })).status).toBe(400)
    }
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json', 'x'])(
    'a body announced as %s is not read',
    async (type) => {
      const before = server.emulator.world.clock.now()
      const text = '{"ms":3600000}'
      expect((await ask('POST', '/clock/advance', { 'Content-Type': type }, text)).status).toBe(415)
      expect((await ask('POST', '/reset', { 'Content-Type': type })).status).toBe(415)
      expect(server.emulator.world.clock.now() - before).toBeLessThan(3_600_000)
    },
  )

  test('a body that is not announced at all is not read, and none is needed where there is nothing to say', async () => {
    expect((await ask('POST', '/clock/advance', {}, '{"ms":1}')).status).toBe(415)
    expect((await ask('POST', '/reset')).status).toBe(200)
    expect((await ask('DELETE', '/outbox')).status).toBe(200)
    expect(
      (await ask('POST', '/clock/advance', { 'Content-Type': 'application/JSON; charset=utf-8' }, '{"ms":1}')).status,
    ).toBe(200)
  })
})

test('callers on other machines are turned away', async () => {
  const { emulator } = setUp()
  const ask = (ip: string) => emulator.handle(new Request(`${emulator.baseUrl}/__emulator/state`), { ip })
  for (const ip of ['192.168.1.4', '10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1'])
    expect((await ask(ip)).status).toBe(403)
  for (const ip of ['127.0.0.1', '127.9.9.9', '::ffff:127.0.0.1', '::1']) expect((await ask(ip)).status).toBe(200)
})

test('in process it also goes by the name of the deployment, and by no other', async () => {
  const { emulator } = setUp({ baseUrl: 'https://frontend.example.com' })
  expect((await emulator.fetch('https://frontend.example.com/__emulator/state')).status).toBe(200)
  expect((await emulator.fetch('https://evil.example/__emulator/state')).status).toBe(403)
  const overHttp = await emulator.handle(new Request('https://frontend.example.com/__emulator/state'), { ip: '::1' })
  expect(overHttp.status).toBe(403)
})

import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { SessionError } from '../../src/errors.js'
import { createDevSession } from '../../src/http/dev-session.js'
import { createPauses } from '../../src/http/pauses.js'
import { type ApiRequest, createTransport, type Schema } from '../../src/http/transport.js'
import type { Mode } from '../../src/options.js'
import { createStamps } from '../../src/state/stamps.js'
import { anything, clock, codeOf, fakePage, follow, freezeTime, memoryStore, pass, setUp } from '../set-up.js'

const baseUrl = 'https://quiet-fox.fapi.trywacht.xyz'

const ok = (data: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ status: 200, message: '', data, session: null, errors: null }), { headers })
const handsOut = (token: string, data: unknown = 'data') => ok(data, { 'X-Development-Session': token })
const refused = (status: number, headers: Record<string, string> = {}) => new Response('{}', { status, headers })

type Answer = (request: Request, times: number) => Response | Promise<Response>

/** A transport whose server is the given function. */
function setUpTransport(answer: Answer, { mode = 'staging' as Mode, timeoutMs = 10_000, token = '' } = {}) {
  freezeTime()
  const requests: Request[] = []
  const devSession = createDevSession({
    baseUrl,
    clock,
    storage: memoryStore(),
    cookies: memoryStore(),
    page: fakePage(),
  })
  if (token) devSession.remember(token, 0)
  const transport = createTransport({
    baseUrl,
    mode,
    clock,
    devSession,
    timeoutMs,
    stamps: createStamps(clock),
    pauses: createPauses({ clock, tell: () => {} }),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      requests.push(request)
      return answer(request, requests.length)
    },
  })
  const send = (request: Partial<ApiRequest<unknown>> = {}) =>
    transport({ path: 'session', schema: anything, ...request })
  return { send, requests, devSession }
}

const searchOf = (request: Request | undefined) => new URL(request?.url ?? '').search

describe('a request', () => {
  test('of staging carries the dev session in the address, no credentials and no header of ours', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 'a+b c' })
    await send()
    const [request] = requests
    expect(request?.url).toBe(`${baseUrl}/session?__dev_session__=a%2Bb+c`)
    expect(request?.credentials).toBe('omit')
    expect([...(request?.headers ?? [])]).toEqual([])
    expect(request?.referrerPolicy).toBe('no-referrer')
    expect(request?.cache).toBe('no-store')
  })

  test('of staging says so when there is no dev session yet', async () => {
    const { send, requests } = setUpTransport(() => ok(1))
    await send()
    expect(searchOf(requests[0])).toBe('?__dev_session__=')
  })

  test('of production carries cookies and nothing in the address', async () => {
    const { send, requests, devSession } = setUpTransport(() => handsOut('secret'), { mode: 'production', token: 'x' })
    await send()
    await send()
    expect(requests.map(searchOf)).toEqual(['', ''])
    expect(requests[0]?.credentials).toBe('include')
    expect(devSession.token()).toBe('x')
  })

  test('with a form is simple: no preflight', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    await send({ method: 'post', form: { a: '1', list: ['x', 'y'], none: undefined, file: new Blob(['z']) } })
    const [request] = requests
    expect(request?.method).toBe('POST')
    expect([...(request?.headers.keys() ?? [])]).toEqual(['content-type'])
    expect(request?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/)
    const form = await request?.formData()
    expect(form?.getAll('list')).toEqual(['x', 'y'])
    expect([...(form?.keys() ?? [])]).toEqual(['a', 'list', 'list', 'file'])
  })

  test('with nothing to send is simple too', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    await send({ method: 'post' })
    expect([...(requests[0]?.headers ?? [])]).toEqual([])
  })

  test('with JSON says so', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    await send({ method: 'patch', json: { name: null } })
    expect(requests[0]?.method).toBe('PATCH')
    expect(requests[0]?.headers.get('content-type')).toBe('application/json')
    expect(await requests[0]?.json()).toEqual({ name: null })
  })

  test('may outlive the page', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    await send({ method: 'post', keepalive: true })
    await send({ method: 'post' })
    expect(requests.map(({ keepalive }) => keepalive)).toEqual([true, false])
  })

  test('encodes its query and leaves out what is undefined', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { mode: 'production' })
    await send({ path: 'session/token', query: { template: 'a&b=c d', none: undefined } })
    expect(requests[0]?.url).toBe(`${baseUrl}/session/token?template=a%26b%3Dc+d`)
  })

  test('goes through the fetch of the moment', async () => {
    const { send } = setUpTransport(() => ok(1))
    await send()
    const { open } = setUp()
    const replaced = vi.fn(async () => ok({ id: '1' }))
    vi.stubGlobal('fetch', replaced)
    onTestFinished(() => void vi.unstubAllGlobals())
    const { client } = await open({ fetch: undefined as never })
    expect(replaced).toHaveBeenCalled()
    expect(client.$state.get().container?.id).toBe('1')
  })
})

describe('the dev session', () => {
  test('of an answer is used from then on', async () => {
    const { send, requests } = setUpTransport((_, times) => handsOut(`token${times}`))
    await send()
    await send()
    await send()
    expect(requests.map(searchOf)).toEqual(['?__dev_session__=', '?__dev_session__=token1', '?__dev_session__=token2'])
  })

  test('of a refusal is kept too', async () => {
    const { send, devSession } = setUpTransport(() => refused(401, { 'X-Development-Session': 'new' }))
    await codeOf(send())
    expect(devSession.token()).toBe('new')
  })
})

describe('first contact', () => {
  test('is made by one request; the others wait for its dev session', async () => {
    const { send, requests } = setUpTransport(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      return handsOut('known')
    })
    const all = Promise.all([send(), send({ path: 'deployment' }), send({ method: 'post', path: 'auth/signin' })])
    await pass(49)
    expect(requests).toHaveLength(1)
    await pass(1)
    expect(requests).toHaveLength(3)
    expect(requests.slice(1).map(searchOf)).toEqual(['?__dev_session__=known', '?__dev_session__=known'])
    await pass(50)
    expect(await all).toEqual(['data', 'data', 'data'])
  })

  test('that brings no dev session lets the next one try, alone', async () => {
    const { send, requests } = setUpTransport(async (_, times) => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      return times === 1 ? refused(400) : handsOut('known')
    })
    const codes = Promise.all([codeOf(send()), codeOf(send()), codeOf(send())])
    await pass(50)
    expect(requests).toHaveLength(2)
    await pass(50)
    expect(requests).toHaveLength(3)
    await pass(50)
    expect(await codes).toEqual(['rejected', undefined, undefined])
  })

  test('that hangs holds nobody longer than its own time', async () => {
    const { send } = setUpTransport((_, times) => (times === 1 ? new Promise(() => {}) : handsOut('known')))
    const first = follow(send())
    await pass(10_000)
    expect(first.code).toBe('timed-out')
    const second = follow(send({ urgent: true }))
    await pass(0)
    expect(second).toMatchObject({ settled: true, code: undefined })
  })

  test('does not gate production, nor a known dev session', async () => {
    for (const options of [{ mode: 'production' as const }, { token: 't' }]) {
      const { send, requests } = setUpTransport(() => new Promise(() => {}), options)
      void send().catch(() => undefined)
      void send().catch(() => undefined)
      await pass()
      expect(requests).toHaveLength(2)
    }
  })
})

describe('a safe read', () => {
  test.each([502, 503, 504])('answered %i is sent twice more', async (status) => {
    const { send, requests } = setUpTransport((_, times) => (times < 3 ? refused(status) : ok('late')), { token: 't' })
    const outcome = follow(send())
    await pass(5_000)
    expect(outcome.value).toBe('late')
    expect(requests).toHaveLength(3)
  })

  test('that the network lost is sent twice more, then it is offline', async () => {
    const { send, requests } = setUpTransport(() => Promise.reject(new TypeError('Failed to fetch')), { token: 't' })
    const outcome = follow(send())
    await pass(5_000)
    expect(outcome.code).toBe('offline')
    expect(requests).toHaveLength(3)
  })

  test.each([400, 401, 403, 404, 429, 500])('answered %i is not sent again', async (status) => {
    const { send, requests } = setUpTransport(() => refused(status), { token: 't' })
    await codeOf(send())
    await pass(5_000)
    expect(requests).toHaveLength(1)
  })

  test('answered 503 with Retry-After does not wait for it', async () => {
    const { send } = setUpTransport(() => refused(503, { 'Retry-After': '60' }), { token: 't' })
    const outcome = follow(send())
    await pass(3_000)
    expect(outcome.code).toBe('server-error')
  })
})

describe('a change', () => {
  test.each([{ method: 'post' }, { method: 'patch' }, { method: 'get', repeatable: false }] as const)(
    '$method is sent once, whatever comes',
    async (request) => {
      for (const answer of [() => refused(503), () => Promise.reject(new TypeError('Failed to fetch'))]) {
        const { send, requests } = setUpTransport(answer, { token: 't' })
        await codeOf(send(request))
        await pass(5_000)
        expect(requests).toHaveLength(1)
      }
    },
  )
})

describe('the time', () => {
  test('covers the retries', async () => {
    const { send } = setUpTransport(() => refused(503), { token: 't', timeoutMs: 200 })
    const outcome = follow(send())
    await pass(200)
    expect(outcome.code).toBe('timed-out')
  })

  test('covers the body', async () => {
    const { send } = setUpTransport(() => new Response(new ReadableStream({ start() {} })), {
      token: 't',
      timeoutMs: 200,
    })
    const outcome = follow(send())
    await pass(199)
    expect(outcome.settled).toBe(false)
    await pass(1)
    expect(outcome.code).toBe('timed-out')
  })

  test('covers the wait for first contact', async () => {
    const { send } = setUpTransport(() => new Promise(() => {}), { timeoutMs: 200 })
    const outcomes = [follow(send()), follow(send()), follow(send())]
    await pass(200)
    expect(outcomes.map(({ code }) => code)).toEqual(['timed-out', 'timed-out', 'timed-out'])
  })
})

describe('an answer', () => {
  test('gives its data as the schema reads it', async () => {
    const schema: Schema<number> = { '~standard': { validate: async (value) => ({ value: Number(value) + 1 }) } }
    const { send } = setUpTransport(() => ok(1), { token: 't' })
    expect(await send({ schema })).toBe(2)
  })

  test.each([
    [[{ path: ['rows', 0, { key: 'id' }] }], 'rows.0.id'],
    [[{}], ''],
    [[], ''],
  ])('whose data the schema refuses is named by the place %#', async (issues, place) => {
    const { send } = setUpTransport(() => ok(1), { token: 't' })
    const error = await send({ schema: { '~standard': { validate: () => ({ issues }) } } }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'invalid-response', message: expect.stringContaining(`"${place}"`) })
  })

  test('whose schema throws cannot be read', async () => {
    const validate = () => {
      throw new Error('A mistake of the app')
    }
    const { send } = setUpTransport(() => ok(1), { token: 't' })
    expect(await codeOf(send({ schema: { '~standard': { validate } } }))).toBe('invalid-response')
  })

  test('that is no envelope is invalid', async () => {
    for (const body of ['<html>', '', '[]', 'null', '"text"']) {
      const { send } = setUpTransport(() => new Response(body), { token: 't' })
      expect(await codeOf(send())).toBe('invalid-response')
    }
  })

  test('that breaks off is offline', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) })
    const { send } = setUpTransport(() => new Response(broken), { token: 't' })
    expect(await codeOf(send())).toBe('offline')
  })
})

describe('a path that failed', () => {
  test('rests for reads, not for those somebody waits for, and not for changes', async () => {
    const { send, requests } = setUpTransport(() => refused(500), { token: 't' })
    expect(await codeOf(send())).toBe('server-error')
    expect(await codeOf(send())).toBe('server-error')
    expect(requests).toHaveLength(1)
    await codeOf(send({ urgent: true }))
    await codeOf(send({ method: 'post' }))
    expect(requests).toHaveLength(3)
  })

  test('does not rest after a refusal, which is an answer', async () => {
    const { send, requests } = setUpTransport(() => refused(400), { token: 't' })
    await codeOf(send())
    await codeOf(send())
    expect(requests).toHaveLength(2)
  })

  test('does not rest because a caller gave up', async () => {
    const { send, requests } = setUpTransport((_, times) => (times === 1 ? new Promise(() => {}) : ok(1)), {
      token: 't',
    })
    const controller = new AbortController()
    const first = follow(send({ signal: controller.signal }))
    await pass()
    controller.abort()
    await pass()
    expect(first.code).toBe('aborted')
    expect(requests[0]?.signal.aborted).toBe(true)
    expect(await send()).toBe(1)
  })

  test('does not rest for another template of a token', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'])
    world.faults.add({ path: '/session/token', status: 500, once: true })
    expect(await codeOf(client.getToken('billing'))).toBe('server-error')
    expect(await codeOf(client.getToken('billing'))).toBe('server-error')
    expect(await codeOf(client.getToken())).toBeUndefined()
  })
})

test('no error quotes the dev session, the query or the address', async () => {
  const secret = 'dev-session-secret'
  const answers: Answer[] = [
    ({ url }) => Promise.reject(new TypeError(`Failed to fetch ${url} (reason)`)),
    ({ url }) => Promise.reject(Object.assign(new Error(url), { name: 'NetworkError', request: url })),
    () => refused(500),
    () => new Response('<html>'),
    () => ok(1, { 'X-Development-Session': secret }),
    () => new Promise(() => {}),
  ]
  for (const answer of answers) {
    const { send } = setUpTransport(answer, { token: secret })
    const schema = { '~standard': { validate: () => ({ issues: [{ path: ['id'] }] }) } }
    const outcome = follow(send({ query: { ticket: 'ticket-secret' }, schema }))
    await pass(10_000)
    const error = outcome.error as SessionError
    for (const said of [
      inspect(error, { depth: 9, showHidden: true }),
      error.stack,
      String(error),
      JSON.stringify(error),
    ])
      expect(said).not.toMatch(/secret/)
  }
})

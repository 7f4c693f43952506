import { inspect } from 'node:util'
import { describe, expect, expectTypeOf, onTestFinished, test, vi } from 'vitest'
import { isRefusal, SessionError } from '../../src/errors.js'
import { createBackoff } from '../../src/http/backoff.js'
import { createDevSession } from '../../src/http/dev-session.js'
import { type ApiRequest, createTransport, type Schema } from '../../src/http/transport.js'
import type { Mode } from '../../src/options.js'
import { anything, clock, codeOf, fakePage, follow, freezeTime, memoryStore, pass, setUp } from '../set-up.js'

const baseUrl = 'https://quiet-fox.fapi.trywacht.xyz'

const ok = (data: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ status: 200, message: '', data, session: null, errors: null }), { headers })
const handsOut = (token: string, data: unknown = 'data') => ok(data, { 'X-Development-Session': token })
const refused = (status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ status, message: '', data: null, session: null, errors: [] }), { status, headers })

type Answer = (request: Request, times: number) => Response | Promise<Response>

/** A transport whose server is the given function. */
function setUpTransport(answer: Answer, { mode = 'staging' as Mode, timeoutMs = 10_000, token = '' } = {}) {
  freezeTime()
  const requests: Request[] = []
  const devSession = createDevSession({
    baseUrl,
    mode,
    clock,
    storage: memoryStore(),
    cookies: memoryStore(),
    page: fakePage(),
  })
  if (token) devSession.remember(token, '')
  const transport = createTransport({
    baseUrl,
    mode,
    clock,
    devSession,
    timeoutMs,
    backoff: createBackoff({ clock, onImposed: () => {} }),
    fetch: async (input, init) => {
      // As it is: in some versions of Node a copy loses its referrer policy.
      const request = input instanceof Request ? input : new Request(input, init)
      requests.push(request)
      return answer(request, requests.length)
    },
  })
  const send = (request: Partial<ApiRequest<unknown>> = {}) =>
    transport({ path: 'session', schema: anything, ...request } as ApiRequest<unknown>)
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
    expect(devSession.token()).toBeUndefined()
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

  test('with urlencoded fields is simple too', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    await send({ method: 'put', urlencoded: { 'headers[X]': 'a b&c', list: ['x', 'y'], none: undefined } })
    await send({ method: 'post', urlencoded: new URLSearchParams({ a: 'ü' }) })
    expect(requests[0]?.method).toBe('PUT')
    expect(requests[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded;charset=UTF-8')
    expect(await requests[0]?.text()).toBe('headers%5BX%5D=a+b%26c&list=x&list=y')
    expect(await requests[1]?.text()).toBe('a=%C3%BC')
  })

  test.each([
    [new Uint8Array([1, 2]), undefined, 'application/octet-stream'],
    [new Uint8Array([1, 2]).buffer, 'image/png', 'image/png'],
    [new Blob(['\u0001\u0002'], { type: 'text/csv' }), undefined, 'text/csv'],
    [new Blob(['\u0001\u0002']), 'audio/wav', 'audio/wav'],
  ])('with bytes sends them as they are %#', async (bytes, contentType, type) => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    await send({ method: 'put', bytes, ...(contentType && { contentType }) })
    expect(requests[0]?.headers.get('content-type')).toBe(type)
    expect([...new Uint8Array((await requests[0]?.arrayBuffer()) ?? [])]).toEqual([1, 2])
  })

  test('may delete', async () => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    await send({ method: 'delete', path: 'api-auth/keys/a%2Fb' })
    expect(requests[0]).toMatchObject({ method: 'DELETE', body: null })
    expect(requests[0]?.url).toContain('/api-auth/keys/a%2Fb?')
  })

  test('carries one body at most', () => {
    const call = { method: 'post', path: 'x', schema: anything } as const
    expectTypeOf<ApiRequest<unknown>>().not.toExtend<{ form: object; json: unknown }>()
    // @ts-expect-error two bodies
    const both: ApiRequest<unknown> = { ...call, form: {}, json: {} }
    // @ts-expect-error a type of bytes without bytes
    const typeOnly: ApiRequest<unknown> = { ...call, contentType: 'image/png' }
    expect([both, typeOnly]).toHaveLength(2)
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
  test.each([502, 503, 504])('answered %i is sent once more', async (status) => {
    const { send, requests } = setUpTransport((_, times) => (times < 2 ? refused(status) : ok('late')), { token: 't' })
    const outcome = follow(send())
    await pass(5_000)
    expect(outcome.value).toBe('late')
    expect(requests).toHaveLength(2)
  })

  test('that the network lost is sent once more, then it is offline', async () => {
    const { send, requests } = setUpTransport(() => Promise.reject(new TypeError('Failed to fetch')), { token: 't' })
    const outcome = follow(send())
    await pass(5_000)
    expect(outcome.code).toBe('offline')
    expect(requests).toHaveLength(2)
  })

  test.each([400, 401, 403, 404, 429, 500])('answered %i is not sent again', async (status) => {
    const { send, requests } = setUpTransport(() => refused(status), { token: 't' })
    await codeOf(send())
    await pass(5_000)
    expect(requests).toHaveLength(1)
  })

  test('that a caller gives up before it is sent again is not sent again', async () => {
    const { send, requests } = setUpTransport(() => refused(503), { token: 't' })
    const controller = new AbortController()
    const outcome = follow(send({ signal: controller.signal }))
    await pass(1)
    controller.abort()
    await pass(5_000)
    expect(outcome.code).toBe('aborted')
    expect(requests).toHaveLength(1)
  })

  test('that the fetch of the app rejects with an error of ours is not sent again', async () => {
    const { send, requests } = setUpTransport(() => Promise.reject(new SessionError('aborted', 'Left')), { token: 't' })
    expect(await codeOf(send())).toBe('aborted')
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
  test.each([
    { method: 'post' },
    { method: 'patch' },
    { method: 'put' },
    { method: 'delete' },
    { method: 'get', idempotent: false },
  ] as const)('$method is sent once, whatever comes', async (request) => {
    for (const answer of [() => refused(503), () => Promise.reject(new TypeError('Failed to fetch'))]) {
      const { send, requests } = setUpTransport(answer, { token: 't' })
      await codeOf(send(request))
      await pass(5_000)
      expect(requests).toHaveLength(1)
    }
  })
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

  test('whose schema throws cannot be read, and says why', async () => {
    const cause = new Error('A mistake of the app')
    const { send } = setUpTransport(() => ok(1), { token: 't' })
    for (const validate of [
      () => Promise.reject(cause),
      () => {
        throw cause
      },
    ]) {
      const outcome = follow(send({ urgent: true, schema: { '~standard': { validate } } }))
      await pass()
      expect(outcome).toMatchObject({ code: 'invalid-response', error: { cause } })
    }
  })

  test('that is no envelope is invalid', async () => {
    for (const body of [
      '<html>',
      '',
      '[]',
      'null',
      '"text"',
      '{}',
      '{"data":1}',
      '{"status":200}',
      '{"status":"ok","data":1}',
    ]) {
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

describe('an answer of something before the API', () => {
  const page = '<!doctype html><title>Denied</title>'
  test.each([
    ...[301, 304, 400, 401, 403, 404, 407, 408, 418, 500, 520].map((status) => [status, page, 'server-error'] as const),
    [404, '{"message":"Deployment not found"}', 'server-error'],
    [403, '', 'server-error'],
    [429, page, 'rate-limited'],
    [200, page, 'invalid-response'],
    [200, '{"status":200,"message":"","data":{"id":"7', 'invalid-response'],
  ] as const)('of %i, %s, is %s and never a refusal', async (status, body, code) => {
    const { send } = setUpTransport(() => new Response(status === 304 ? null : body, { status }), { token: 't' })
    const outcome = follow(send({ method: 'post' }))
    await pass()
    expect(outcome).toMatchObject({ code, error: { status: status === 200 ? undefined : status } })
    expect(isRefusal(outcome.error)).toBe(false)
  })
})

describe('what throws before a request leaves', () => {
  /** While the test runs, `new Request` throws for some options. Gives the names of those it was made with. */
  const whileRequestRefuses = (refuses: (init: RequestInit) => boolean, message: string): ReadonlySet<string> => {
    const given = new Set<string>()
    const Original = globalThis.Request
    vi.stubGlobal(
      'Request',
      class extends Original {
        constructor(input: RequestInfo | URL, init: RequestInit = {}) {
          if (refuses(init)) throw new TypeError(message)
          for (const name of Object.keys(init)) given.add(name)
          super(input, init)
        }
      },
    )
    onTestFinished(() => void vi.unstubAllGlobals())
    return given
  }

  /** An environment that does not know these options: its requests have none of them, and refuse each. */
  const whileUnknown = (...options: readonly (keyof Request & keyof RequestInit)[]): ReadonlySet<string> => {
    for (const option of options) {
      const descriptor = Object.getOwnPropertyDescriptor(Request.prototype, option) as PropertyDescriptor
      Reflect.deleteProperty(Request.prototype, option)
      const { prototype } = Request
      onTestFinished(() => void Object.defineProperty(prototype, option, descriptor))
    }
    return whileRequestRefuses(
      (init) => options.some((option) => option in init),
      `The '${options[0]}' field on 'RequestInitializerDict' is not implemented.`,
    )
  }

  const wishes = ['cache', 'credentials', 'referrerPolicy', 'keepalive'] as const

  test.each(wishes)(
    'for the option %s is nothing: an environment that does not know it is asked without',
    async (option) => {
      const given = whileUnknown(option)
      const { send } = setUpTransport(() => ok(1), { token: 't' })
      expect(await send()).toBe(1)
      expect(await send({ method: 'post', keepalive: true, form: { a: '1' } })).toBe(1)
      expect(wishes.filter((wish) => !given.has(wish))).toEqual([option])
    },
  )

  test('for all of them at once is nothing either', async () => {
    whileUnknown(...wishes)
    const { send } = setUpTransport(() => ok(1), { token: 't' })
    expect(await send({ keepalive: true })).toBe(1)
  })

  test('says so, with what was thrown as its cause', async () => {
    whileRequestRefuses(
      (init) => init.signal !== undefined,
      'RequestInit: Expected signal to be an instance of AbortSignal.',
    )
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    const outcome = follow(send())
    // At once: what cannot be sent is not sent again.
    await pass()
    expect(outcome).toMatchObject({ code: 'request-failed', error: { retryable: false, status: undefined } })
    expect((outcome.error as SessionError).cause).toMatchObject({
      name: 'TypeError',
      message: 'RequestInit: Expected signal to be an instance of AbortSignal.',
    })
    expect(requests).toHaveLength(0)
  })

  test.each([
    ['JSON that cannot be written', { method: 'post', json: { big: 1n } }],
    ['a path with a slash before it', { path: '/session' }],
    ['a body where none may be', { method: 'get', form: { a: '1' } }],
    ['a type that is no header', { method: 'post', bytes: new Uint8Array(1), contentType: 'a\nb: c' }],
    ['a signal that is none', { signal: {} as AbortSignal }],
  ] as const)('for %s is told apart from the network', async (_, request) => {
    const { send, requests } = setUpTransport(() => ok(1), { token: 't' })
    const outcome = follow(send(request))
    await pass()
    expect(outcome).toMatchObject({ code: 'request-failed', error: { cause: expect.any(Error) } })
    expect(requests).toHaveLength(0)
  })

  test('may be the fetch itself, where there is none', async () => {
    const { tab } = setUp()
    vi.stubGlobal('fetch', undefined)
    onTestFinished(() => void vi.unstubAllGlobals())
    const { client } = tab({ fetch: undefined as never })
    const outcome = follow(client.request({ method: 'post', path: 'me', schema: anything }))
    await pass()
    expect(outcome).toMatchObject({ code: 'request-failed', error: { cause: { name: 'TypeError' } } })
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
    const waiting = follow(client.getToken('billing'))
    expect(await codeOf(client.getToken())).toBeUndefined()
    expect(waiting.settled).toBe(false)
    await pass(2_000)
    expect(waiting.value).toBeTypeOf('string')
  })
})

test('no error quotes the dev session, the query or the address, in whatever spelling', async () => {
  const secret = 'Dev/Session+Secret='
  const encoded = encodeURIComponent(secret)
  const failing = (thrown: (request: Request) => unknown) => (request: Request) => Promise.reject(thrown(request))
  const answers: Answer[] = [
    failing(({ url }) => new TypeError(`Failed to fetch ${url} (reason)`)),
    failing(({ url }) => Object.assign(new Error(url), { name: 'NetworkError', request: url })),
    failing((request) => Object.assign(new TypeError('fetch failed'), { request })),
    failing(({ url }) => Object.assign(new TypeError('fetch failed'), { address: new URL(url) })),
    failing(({ url }) => new TypeError('fetch failed', { cause: new Error(encodeURIComponent(url)) })),
    failing(({ url }) => new TypeError(`fetch failed: ${encodeURIComponent(encodeURIComponent(url)).toLowerCase()}`)),
    failing(({ url }) => new TypeError(`fetch failed: ${url.toUpperCase()}`)),
    failing(({ url }) => new DOMException(`The operation on '${url}' failed`, 'NetworkError')),
    failing(({ url }) => ({ url, toString: () => `failed ${url}` })),
    failing(() => new Error(`Bearer "${encoded.toLowerCase()}" is bad`)),
    failing(({ url }) => new AggregateError([new Error(url)], 'all failed')),
    () => refused(500),
    () => new Response('<html>'),
    () => ok(1, { 'X-Development-Session': secret }),
    () => new Promise(() => {}),
  ]
  for (const answer of answers) {
    const { send } = setUpTransport(answer, { token: secret })
    const schema = { '~standard': { validate: () => ({ issues: [{ path: ['id'] }] }) } }
    const outcome = follow(
      send({ method: 'post', query: { ticket: 'ticket-secret' }, form: { password: 'form-secret' }, schema }),
    )
    await pass(10_000)
    const error = outcome.error as SessionError
    expect(error).toMatchObject({ name: 'SessionError' })
    for (const said of [
      inspect(error, { depth: 9, showHidden: true }),
      error.stack,
      String(error),
      JSON.stringify(error),
    ])
      expect(said).not.toMatch(/secret|quiet-fox|ticket=/i)
  }
})

test('the cause of what was not reached is a copy: name, words, code and its own cause, and nothing else', async () => {
  const cause = Object.assign(new TypeError('Failed to fetch'), {
    code: 'ENOTFOUND',
    cause: new Error('refused'),
    n: 1,
  })
  const { send } = setUpTransport(() => Promise.reject(cause), { token: 'a-dev-session' })
  const outcome = follow(send({ method: 'post' }))
  await pass()
  expect(outcome.code).toBe('offline')
  const copy = (outcome.error as SessionError).cause
  expect(copy).not.toBe(cause)
  expect(copy).toMatchObject({ name: 'TypeError', message: 'Failed to fetch', code: 'ENOTFOUND' })
  expect(copy).toMatchObject({ cause: { message: 'refused' } })
  expect(copy).not.toHaveProperty('n')
})

test('the cause keeps its name, its words and its own cause where an address is taken out', async () => {
  const cause = Object.assign(new Error(`connect ECONNREFUSED ${baseUrl}`), { code: 'ECONNREFUSED' })
  const { send } = setUpTransport(({ url }) => Promise.reject(new TypeError(`fetch of ${url} failed`, { cause })))
  const outcome = follow(send({ method: 'post' }))
  await pass()
  expect((outcome.error as SessionError).cause).toMatchObject({
    name: 'TypeError',
    message: 'fetch of … failed',
    cause: { message: 'connect ECONNREFUSED …', code: 'ECONNREFUSED' },
  })
})

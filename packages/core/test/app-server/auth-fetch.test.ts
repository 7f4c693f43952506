import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createAuthFetch, SessionError, type TokenRequest } from '../../src/index.js'
import { aToken, clock, codeOf, freezeTime, pass, startMs } from '../set-up.js'

const api = 'https://api.example.com'

const ada = { sub: 'ada', sid: 'session', organization: 'acme', workspace: 'engineering' }
type Claims = Readonly<Record<string, unknown>>

/** A fetch that answers what it is told, with a client whose tokens live for 35 s and are numbered. */
function setUpFetch(answers: (request: Request, times: number) => number | Response = () => 200, template?: string) {
  freezeTime()
  const requests: Request[] = []
  const asked: TokenRequest[] = []
  const minted: string[] = []
  let claims: Claims = ada
  const mint = () => {
    const iat = Math.floor(Date.now() / 1000)
    minted.push(aToken({ iat, exp: iat + 35, ...claims, number: minted.length + 1 }))
    return minted[minted.length - 1] ?? ''
  }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    requests.push(request)
    const answer = answers(request, requests.length)
    return typeof answer === 'number' ? new Response(`${answer}`, { status: answer }) : answer
  }
  const getToken = async (request?: string | TokenRequest) => {
    asked.push(request as TokenRequest)
    return (request as TokenRequest).forceRefresh || minted.length === 0 ? mint() : (minted[minted.length - 1] ?? '')
  }
  const client = { getToken, ports: { clock } }
  const authFetch = createAuthFetch(client, { origins: [api], fetch, ...(template && { template }) })
  /** The numbers of the tokens that were sent. */
  const bearers = () =>
    requests.map((request) => minted.indexOf(request.headers.get('Authorization')?.replace('Bearer ', '') ?? '') + 1)
  return { authFetch, requests, asked, bearers, minted, mint, speakFor: (next: Claims) => (claims = next) }
}

/** The same with a token that is old enough to be refused for its age. */
async function setUpOldToken(...[answers, template]: Parameters<typeof setUpFetch>) {
  const stage = setUpFetch(answers, template)
  stage.mint()
  await pass(20_000)
  return stage
}

describe('the bearer', () => {
  test('goes to a listed origin, whichever way it is named', async () => {
    const { authFetch, bearers } = setUpFetch()
    await authFetch(`${api}/a`)
    await authFetch(new URL(`${api}/b`))
    await authFetch(new Request(`${api}:443/c`))
    expect(bearers()).toEqual([1, 1, 1])
  })

  test.each([
    'https://evil.example.com/',
    'http://api.example.com/',
    'https://api.example.com:8443/',
    'https://api.example.com.evil.com/',
    'https://evil.com/https://api.example.com/',
    'https://api.example.com@evil.com/',
    'data:text/plain,x',
  ])('does not go to %s', async (url) => {
    const { authFetch, bearers, asked } = setUpFetch()
    await authFetch(url).catch(() => undefined)
    expect(bearers().filter((bearer) => bearer > 0)).toEqual([])
    expect(asked).toEqual([])
  })

  test('takes the place of one the caller gave, and leaves other headers', async () => {
    const { authFetch, requests, minted } = setUpFetch()
    await authFetch(`${api}/`, { headers: { authorization: 'Bearer old', 'X-Own': '1' } })
    expect(requests[0]?.headers.get('Authorization')).toBe(`Bearer ${minted[0]}`)
    expect(requests[0]?.headers.get('X-Own')).toBe('1')
  })

  test('of a caller stays as it is for any other origin', async () => {
    const { authFetch, requests } = setUpFetch()
    await authFetch('https://other.example.com/', { headers: { authorization: 'Basic mine' } })
    expect(requests[0]?.headers.get('Authorization')).toBe('Basic mine')
  })

  test('is of the template asked for', async () => {
    const { authFetch, asked } = setUpFetch(() => 200, 'billing')
    await authFetch(`${api}/`)
    expect(asked[0]).toMatchObject({ template: 'billing' })
  })

  test('travels beside method, body and mode as they were given', async () => {
    const { authFetch, requests } = setUpFetch()
    await authFetch(`${api}/`, { method: 'PUT', body: 'text', redirect: 'error', credentials: 'omit' })
    expect(requests[0]).toMatchObject({ method: 'PUT', redirect: 'error', credentials: 'omit' })
    expect(await requests[0]?.text()).toBe('text')
  })
})

describe('a 401', () => {
  test('is tried once more, with a token minted anew and the same body', async () => {
    const { authFetch, requests, bearers } = await setUpOldToken((_, times) => (times === 1 ? 401 : 200))
    const answer = await authFetch(`${api}/`, { method: 'POST', body: 'text' })
    expect(answer.status).toBe(200)
    expect(bearers()).toEqual([1, 2])
    expect(await Promise.all(requests.map((request) => request.text()))).toEqual(['text', 'text'])
  })

  test('is tried with the token that was renewed meanwhile, without a mint', async () => {
    const stage = await setUpOldToken((_, times) => {
      if (times === 1) stage.mint()
      return times === 1 ? 401 : 200
    })
    expect((await stage.authFetch(`${api}/`)).status).toBe(200)
    expect(stage.bearers()).toEqual([1, 2])
    expect(stage.minted).toHaveLength(2)
  })

  test('that comes again is the answer', async () => {
    const { authFetch, requests } = await setUpOldToken(() => 401)
    expect((await authFetch(`${api}/`)).status).toBe(401)
    expect(requests).toHaveLength(2)
  })

  test('to a stream is the answer: the stream is spent', async () => {
    const { authFetch, requests } = await setUpOldToken(() => 401)
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('text'))
        controller.close()
      },
    })
    const answer = await authFetch(`${api}/`, { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('401')
    expect(requests).toHaveLength(1)
  })

  test('of another origin is the answer', async () => {
    const { authFetch, requests } = await setUpOldToken(() => 401)
    expect((await authFetch('https://other.example.com/')).status).toBe(401)
    expect(requests).toHaveLength(1)
  })

  test.each([200, 204, 302, 400, 403, 404, 500, 503])('is no %i, which is the answer', async (status) => {
    const { authFetch, requests } = await setUpOldToken(() => new Response(null, { status }))
    expect((await authFetch(`${api}/`)).status).toBe(status)
    expect(requests).toHaveLength(1)
  })

  test('is let go of before the next try', async () => {
    const cancelled = vi.fn()
    const { authFetch } = await setUpOldToken((_, times) =>
      times === 1 ? new Response(new ReadableStream({ cancel: cancelled }), { status: 401 }) : 200,
    )
    await authFetch(`${api}/`)
    expect(cancelled).toHaveBeenCalledOnce()
  })

  test.each([
    ['account', { ...ada, sub: 'grace' }],
    ['session', { ...ada, sid: 'another' }],
    ['organization', { ...ada, organization: undefined }],
    ['workspace', { ...ada, workspace: 'marketing' }],
  ])('is not tried again as another %s: it stays as it is', async (_, other) => {
    const { authFetch, requests, speakFor } = await setUpOldToken(() => {
      speakFor(other)
      return 401
    })
    const answer = await authFetch(`${api}/`, { method: 'POST', body: 'a note of Ada' })
    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('401')
    expect(requests).toHaveLength(1)
  })

  test('stays the answer when there is no other token to be had', async () => {
    const getToken = async (request?: string | TokenRequest) => {
      if ((request as TokenRequest).forceRefresh) throw new SessionError('rate-limited', 'Too many requests')
      return token
    }
    freezeTime()
    const token = aToken({ ...ada, iat: startMs / 1000, exp: startMs / 1000 + 35 })
    await pass(20_000)
    const fetch = vi.fn(async () => new Response('no', { status: 401 }))
    const answer = await createAuthFetch({ getToken, ports: { clock } }, { origins: [api], fetch })(`${api}/`)
    expect([answer.status, await answer.text(), fetch.mock.calls.length]).toEqual([401, 'no', 1])
  })

  test('of a token that cannot be read is the answer', async () => {
    const fetch = vi.fn(async () => new Response('no', { status: 401 }))
    const client = { getToken: async () => 'opaque', ports: { clock } }
    expect((await createAuthFetch(client, { origins: [api], fetch })(`${api}/`)).status).toBe(401)
    expect(fetch).toHaveBeenCalledOnce()
  })
})

describe('a mint is not forced', () => {
  test('for a token that was just minted', async () => {
    const { authFetch, minted, requests } = setUpFetch(() => 401)
    await authFetch(`${api}/`)
    await pass(4_999)
    await authFetch(`${api}/other`)
    expect([minted.length, requests.length]).toEqual([1, 2])
  })

  test.each([
    ['ahead', 3_600_000],
    ['behind', -3_600_000],
  ])('for a token that was just minted, though our clock is %s', async (_, skewMs) => {
    const { authFetch, minted } = setUpFetch(() => 401)
    vi.setSystemTime(startMs + skewMs)
    const token = aToken({ ...ada, iat: startMs / 1000, exp: startMs / 1000 + 35 })
    minted.push(token)
    await authFetch(`${api}/`)
    expect(minted).toHaveLength(1)
    await pass(5_000)
    await authFetch(`${api}/other`)
    expect(minted).toHaveLength(2)
  })

  test('by a path that refused a fresh token, for a minute, then for longer and longer, until it answers', async () => {
    let status = 401
    const { authFetch, minted } = await setUpOldToken(({ url }) => (url.endsWith('/broken') ? status : 200))
    const mintsWithin = async (ms: number) => {
      const before = minted.length
      for (let passedMs = 0; passedMs < ms; passedMs += 10_000) {
        await authFetch(`${api}/broken`)
        await authFetch(`${api}/healthy`)
        await pass(10_000)
      }
      return minted.length - before
    }
    expect(await mintsWithin(60_000)).toBe(1)
    expect(await mintsWithin(120_000)).toBe(1)
    expect(await mintsWithin(240_000)).toBe(1)
    expect(await mintsWithin(3_600_000)).toBeLessThanOrEqual(8)
    status = 200
    expect(await mintsWithin(60_000)).toBe(0)
    status = 401
    expect(await mintsWithin(60_000)).toBe(1)
  })

  test('by ever new paths where it does not help', async () => {
    const { authFetch, minted } = await setUpOldToken(() => 401)
    for (let id = 0; id < 300; id++) {
      await authFetch(`${api}/notes/${id}`)
      await pass(2_000)
    }
    expect(minted.length).toBeLessThanOrEqual(13)
  })
})

test('a token that cannot be had is the failure, and nothing is sent', async () => {
  const fetch = vi.fn()
  const getToken = () => Promise.reject(new SessionError('signed-out', 'Nobody is signed in'))
  const authFetch = createAuthFetch({ getToken, ports: { clock } }, { origins: [api], fetch })
  expect(await codeOf(authFetch(`${api}/`))).toBe('signed-out')
  expect(fetch).not.toHaveBeenCalled()
})

test('a caller who gives up gives up on the token too', async () => {
  const { authFetch, asked } = setUpFetch()
  const controller = new AbortController()
  await authFetch(`${api}/`, { signal: controller.signal })
  controller.abort()
  expect(asked[0]?.signal?.aborted).toBe(true)
})

test('the global fetch of the moment is used unless one is given', async () => {
  const authFetch = createAuthFetch({ getToken: async () => 'token', ports: { clock } }, { origins: [api] })
  const replaced = vi.fn(async () => new Response('replaced'))
  vi.stubGlobal('fetch', replaced)
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(await (await authFetch(`${api}/`)).text()).toBe('replaced')
})

describe('an origin', () => {
  const create =
    (...origins: unknown[]) =>
    () =>
      createAuthFetch({ getToken: async () => '', ports: { clock } }, { origins: origins as string[] })
  test.each([
    'api.example.com',
    '',
    '/api',
    '*',
    'null',
    null,
    undefined,
    'data:text/plain,x',
    'file:///etc',
    'blob:https://api.example.com/1',
    'about:blank',
    'javascript:0',
    'ftp://api.example.com',
    'https://*.example.com',
    'https://api.example.com/v1',
    'https://user:pass-word@api.example.com',
    'https://api.example.com?x',
    'https://api.example.com/#x',
  ])('like "%s" is refused at once, and not quoted', (origin) => {
    expect(create(api, origin)).toThrow(expect.objectContaining({ code: 'invalid-configuration' }))
    expect(create(api, origin)).not.toThrow(/pass-word/)
  })

  test('must come in a list', () => {
    const options = { origins: api as never }
    expect(() => createAuthFetch({ getToken: async () => '', ports: { clock } }, options)).toThrow(
      expect.objectContaining({ code: 'invalid-configuration' }),
    )
  })

  test.each(['https://api.example.com/', 'HTTPS://API.example.com:443', 'http://localhost:3000'])(
    'may be written as %s',
    (origin) => {
      expect(create(origin)).not.toThrow()
    },
  )
})

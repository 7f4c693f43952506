import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createAuthFetch, type SessionError, type TokenRequest } from '../src/index.js'
import { codeOf } from './set-up.js'

const api = 'https://api.example.com'

/** A fetch that answers what it is told, with a client whose tokens are numbered. */
function setUpFetch(answers: (request: Request, times: number) => number | Response = () => 200, template?: string) {
  const requests: Request[] = []
  const asked: TokenRequest[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    requests.push(request)
    const answer = answers(request, requests.length)
    return typeof answer === 'number' ? new Response(`${answer}`, { status: answer }) : answer
  }
  const getToken = async (request?: string | TokenRequest) => {
    asked.push(request as TokenRequest)
    return `token${asked.length}`
  }
  const authFetch = createAuthFetch({ getToken }, { origins: [api], fetch, ...(template && { template }) })
  const bearers = () => requests.map((request) => request.headers.get('Authorization'))
  return { authFetch, requests, asked, bearers }
}

describe('the bearer', () => {
  test('goes to a listed origin, whichever way it is named', async () => {
    const { authFetch, bearers } = setUpFetch()
    await authFetch(`${api}/a`)
    await authFetch(new URL(`${api}/b`))
    await authFetch(new Request(`${api}:443/c`))
    expect(bearers()).toEqual(['Bearer token1', 'Bearer token2', 'Bearer token3'])
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
    expect(bearers().filter((bearer) => bearer !== null)).toEqual([])
    expect(asked).toEqual([])
  })

  test('takes the place of one the caller gave, and leaves other headers', async () => {
    const { authFetch, requests } = setUpFetch()
    await authFetch(`${api}/`, { headers: { authorization: 'Bearer old', 'X-Own': '1' } })
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer token1')
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
    const { authFetch, requests, asked, bearers } = setUpFetch((_, times) => (times === 1 ? 401 : 200))
    const answer = await authFetch(`${api}/`, { method: 'POST', body: 'text' })
    expect(answer.status).toBe(200)
    expect(bearers()).toEqual(['Bearer token1', 'Bearer token2'])
    expect(asked.map(({ forceRefresh }) => forceRefresh)).toEqual([undefined, true])
    expect(await Promise.all(requests.map((request) => request.text()))).toEqual(['text', 'text'])
  })

  test('that comes again is the answer', async () => {
    const { authFetch, requests } = setUpFetch(() => 401)
    expect((await authFetch(`${api}/`)).status).toBe(401)
    expect(requests).toHaveLength(2)
  })

  test('to a stream is the answer: the stream is spent', async () => {
    const { authFetch, requests } = setUpFetch(() => 401)
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
    const { authFetch, requests } = setUpFetch(() => 401)
    expect((await authFetch('https://other.example.com/')).status).toBe(401)
    expect(requests).toHaveLength(1)
  })

  test.each([200, 204, 302, 400, 403, 404, 500, 503])('is no %i, which is the answer', async (status) => {
    const { authFetch, requests } = setUpFetch(() => new Response(null, { status }))
    expect((await authFetch(`${api}/`)).status).toBe(status)
    expect(requests).toHaveLength(1)
  })

  test('is let go of before the next try', async () => {
    const cancelled = vi.fn()
    const { authFetch } = setUpFetch((_, times) =>
      times === 1 ? new Response(new ReadableStream({ cancel: cancelled }), { status: 401 }) : 200,
    )
    await authFetch(`${api}/`)
    expect(cancelled).toHaveBeenCalledOnce()
  })
})

test('a token that cannot be had is the failure, and nothing is sent', async () => {
  const { SessionError } = await import('../src/index.js')
  const fetch = vi.fn()
  const getToken = () => Promise.reject(new SessionError('signed-out', 'Nobody is signed in'))
  const authFetch = createAuthFetch({ getToken }, { origins: [api], fetch })
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
  const authFetch = createAuthFetch({ getToken: async () => 'token' }, { origins: [api] })
  const replaced = vi.fn(async () => new Response('replaced'))
  vi.stubGlobal('fetch', replaced)
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(await (await authFetch(`${api}/`)).text()).toBe('replaced')
})

test.each(['api.example.com', '', '/api', '*'])('an origin like "%s" is refused at once', (origin) => {
  try {
    createAuthFetch({ getToken: async () => '' }, { origins: [origin] })
    expect.unreachable()
  } catch (error) {
    expect((error as SessionError).code).toBe('invalid-configuration')
  }
})

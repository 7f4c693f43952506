import { expect, test } from 'vitest'
import { setUp } from '../../visitor'

const origin = 'https://app.test'

async function times<Result>(count: number, act: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let turn = 0; turn < count; turn++) results.push(await act())
  return results
}

test('nothing is counted unless asked', async () => {
  const { visitor } = setUp()
  const answers = await times(30, () => visitor.get('/session'))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
})

test('a path is good for twenty requests a minute, and the refusal has no CORS headers', async () => {
  const { visitor, world } = setUp({ rateLimits: true })
  world.clock.advance(45_000)
  await times(20, () => visitor.get('/session', { headers: { Origin: origin } }))
  const { status, body, headers } = await visitor.get('/session', { headers: { Origin: origin } })
  expect(status).toBe(429)
  expect(body).toMatchObject({ status: 429, session: null, errors: [{ code: 'TOO_MANY_REQUESTS' }] })
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('retry-after')).toBe('15')
  expect((await visitor.get('/deployment')).status).toBe(200)
  world.clock.advance(15_000)
  expect((await visitor.get('/session')).status).toBe(200)
})

test('preflights count', async () => {
  const { visitor } = setUp({ rateLimits: true })
  await times(20, () => visitor.get('/session', { method: 'OPTIONS' }))
  expect((await visitor.get('/session')).status).toBe(429)
})

test('a page sees the global refusal as a network error and the token one as an answer', async () => {
  const { emulator } = setUp({ rateLimits: true })
  const fetch = emulator.browserFetch({ origin })
  const get = (path: string) => fetch(`${emulator.baseUrl}${path}`)
  await times(20, () => get('/session'))
  await expect(get('/session')).rejects.toThrow(TypeError)
  await times(10, () => get('/session/token'))
  const refused = await get('/session/token')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBeNull()
})

test('tokens are counted per forwarded address and per session', async () => {
  const { visitor } = setUp({ rateLimits: true })
  const mint = (client: number) =>
    visitor.get('/session/token', { headers: { 'X-Wacht-Forwarded-For': `10.0.0.${client}` } })
  const statuses = (await times(11, () => mint(1))).map(({ status }) => status)
  expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  await times(10, () => mint(2))
  await times(10, () => mint(3))
  expect((await mint(4)).status).toBe(429)
})

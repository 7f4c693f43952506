import { expect, test } from 'vitest'
import { setUp } from './visitor'

const production = { mode: 'production', baseUrl: 'https://frontend.example.com' } as const
const origin = 'https://app.example.com'

test('two browsers have two sessions', async () => {
  const { emulator } = setUp(production)
  const idSeenBy = async (fetch: typeof globalThis.fetch) =>
    (await (await fetch(`${emulator.baseUrl}/session`)).json()).data.id
  const [first, second] = [emulator.browserFetch(), emulator.browserFetch()]
  const id = await idSeenBy(first)
  expect(await idSeenBy(first)).toBe(id)
  expect(await idSeenBy(second)).not.toBe(id)
})

test('a page needs credentials to use its cookies', async () => {
  const { emulator, world } = setUp(production)
  const fetch = emulator.browserFetch({ origin })
  await fetch(`${emulator.baseUrl}/session`, { credentials: 'include' })
  await fetch(`${emulator.baseUrl}/session`, { credentials: 'include' })
  expect(world.state().sessions).toHaveLength(1)
  await fetch(`${emulator.baseUrl}/session`)
  expect(world.state().sessions).toHaveLength(2)
})

test('a page of a foreign domain sees a network error', async () => {
  const { emulator } = setUp(production)
  const fetch = emulator.browserFetch({ origin: 'https://evil.test' })
  await expect(fetch(`${emulator.baseUrl}/session`)).rejects.toThrow(TypeError)
})

test('a page sees the dev session in staging and no other extra header', async () => {
  const { emulator } = setUp()
  const response = await emulator.browserFetch({ origin })(`${emulator.baseUrl}/session`)
  expect([...response.headers.keys()].sort()).toEqual(['content-type', 'x-development-session'])
})

test('the cookie ends with its time', async () => {
  const { emulator, world } = setUp(production)
  const fetch = emulator.browserFetch()
  await fetch(`${emulator.baseUrl}/session`)
  world.clock.advance(8 * 24 * 3_600_000)
  await fetch(`${emulator.baseUrl}/session`)
  expect(world.state().sessions).toHaveLength(2)
})

import { expect, test } from '@jest/globals'
import { createAuthFetch, createClient, isSessionError } from '@wachter/core'
import * as flows from '@wachter/core/flows'
import * as wire from '@wachter/core/wire'

const address = { baseUrl: 'https://frontend.example.com', mode: 'staging' } as const

test('jsdom lacks what every browser has', () => {
  const missing = ['TextEncoder', 'TextDecoder', 'structuredClone', 'fetch', 'Request', 'Response', 'BroadcastChannel']
  expect(missing.filter((name) => name in globalThis)).toEqual([])
})

test('everything a page imports loads', () => {
  expect(Object.keys(flows)).toContain('signInWithPassword')
  expect(Object.keys(wire).length).toBeGreaterThan(0)
})

test('a client is created, read and listened to, before it needs a request', () => {
  const client = createClient(address)
  const statuses: string[] = []
  const unsubscribe = client.$state.subscribe(({ status }) => void statuses.push(status))
  createAuthFetch(client, { origins: ['https://api.example.com'] })
  unsubscribe()
  expect(statuses).toEqual(['loading'])
})

test('a request that nothing can send rejects with a typed error', async () => {
  const error: unknown = await createClient(address)
    .refetch()
    .catch((reason: unknown) => reason)
  expect(isSessionError(error)).toBe(true)
})

test('a started client says that the server is out of reach, and stops', async () => {
  const client = createClient(address)
  const stop = client.start()
  await client.refetch().catch(() => undefined)
  expect(client.$state.get()).toMatchObject({ status: 'unavailable', error: { name: 'SessionError' } })
  stop()
})

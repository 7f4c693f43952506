import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createServerCache } from '../../src/server/index.js'
import { aContainer } from '../set-up.js'

const baseUrl = 'https://frontend.example.com'
const context = { sessionId: '1', userId: '2', organizationId: '3', workspaceId: '4' }
const snapshot = { container: aContainer([]), atMs: 5 }

function setUpCache(options?: Parameters<typeof createServerCache>[0]) {
  const cache = createServerCache(options)
  cache.keep(baseUrl, context, snapshot)
  return cache
}

describe('a snapshot', () => {
  test('is given for exactly its context', () => {
    expect(setUpCache().snapshot(baseUrl, { ...context })).toBe(snapshot)
  })

  test.each(Object.keys(context))('is given to nobody with another %s, or none', (part) => {
    for (const other of ['9', undefined, '']) {
      expect(setUpCache().snapshot(baseUrl, { ...context, [part]: other })).toBeUndefined()
    }
  })

  test('is given to nobody at another deployment', () => {
    expect(setUpCache().snapshot('https://frontend.example.org', context)).toBeUndefined()
  })

  test('does not confuse the parts of a context', () => {
    const cache = createServerCache()
    cache.keep(baseUrl, { ...context, organizationId: undefined, workspaceId: '3' }, snapshot)
    expect(cache.snapshot(baseUrl, { ...context, organizationId: '3', workspaceId: undefined })).toBeUndefined()
  })

  test('goes when it was used least recently and there are too many', () => {
    const cache = setUpCache({ maxSnapshots: 2 })
    cache.keep(baseUrl, { ...context, userId: 'b' }, snapshot)
    cache.snapshot(baseUrl, context)
    cache.keep(baseUrl, { ...context, userId: 'c' }, snapshot)
    expect(cache.snapshot(baseUrl, context)).toBe(snapshot)
    expect(cache.snapshot(baseUrl, { ...context, userId: 'b' })).toBeUndefined()
  })
})

describe('a request under way', () => {
  test.each(['WebSocketPair', 'EdgeRuntime'])(
    'is joined by nobody where it ends with its answer (%s)',
    async (name) => {
      vi.stubGlobal(name, 'there')
      onTestFinished(() => void vi.unstubAllGlobals())
      const cache = createServerCache()
      void cache.share(['token'], () => new Promise(() => undefined))
      expect(await cache.share(['token'], async () => 'an own one')).toBe('an own one')
    },
  )

  test('is joined by who asks for the same, and by nobody else', async () => {
    const cache = createServerCache()
    let begun = 0
    const start = async () => ++begun
    const keys = [
      ['token', 'a'],
      ['token', 'a'],
      ['token', 'b'],
      ['token', undefined],
      ['token', 'undefined'],
      ['token,a', ''],
    ]
    expect(await Promise.all(keys.map((key) => cache.share(key, start)))).toEqual([1, 1, 2, 3, 4, 5])
    expect(await cache.share(['token', 'a'], start)).toBe(6)
  })

  test('that failed is not joined any more', async () => {
    const cache = createServerCache()
    await cache.share(['a'], () => Promise.reject(new Error('lost'))).catch(() => undefined)
    expect(await cache.share(['a'], async () => 'again')).toBe('again')
  })
})

test('the reads of a minute are counted for each deployment', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 60_000_000 })
  onTestFinished(() => void vi.useRealTimers())
  const cache = createServerCache()
  const reads = () => Array.from({ length: 20 }, () => cache.mayRead(baseUrl)).filter(Boolean).length
  expect([reads(), reads()]).toEqual([15, 0])
  expect(cache.mayRead('https://frontend.example.org')).toBe(true)
  vi.setSystemTime(60_060_000)
  expect(reads()).toBe(15)
})

import { describe, expect, test } from 'vitest'
import { createClient } from '../src/index.js'
import { addressOf, type DeploymentAddress, parsePublishableKey } from '../src/options.js'
import { follow, pass, setUp } from './set-up.js'

const misconfigured = expect.objectContaining({ name: 'SessionError', code: 'invalid-configuration' })

describe('a publishable key', () => {
  test.each([
    ['https://quiet-fox.fapi.trywacht.xyz', 'pk_test_', 'staging'],
    ['https://frontend.example.com', 'pk_live_', 'production'],
    ['http://localhost:4747', 'pk_test_', 'staging'],
    ['http://127.0.0.1:4747', 'pk_test_', 'staging'],
    ['http://[::1]:4747', 'pk_test_', 'staging'],
    ['http://wacht.localhost', 'pk_test_', 'staging'],
  ])('of %s names its origin and mode', (baseUrl, prefix, mode) => {
    expect(parsePublishableKey(prefix + btoa(baseUrl))).toEqual({ baseUrl, mode })
  })

  test('may miss its padding, and be written in the alphabet of addresses', () => {
    const baseUrl = 'https://frontend.example.com'
    const url = 'https://frontend.example.com/?>>>???'
    expect(parsePublishableKey(`pk_live_${btoa(baseUrl).replace(/=+$/, '')}`).baseUrl).toBe(baseUrl)
    const encoded = btoa(url)
    expect(encoded).toMatch(/[+/]/)
    expect(parsePublishableKey(`pk_live_${encoded.replace(/\+/g, '-').replace(/\//g, '_')}`).baseUrl).toBe(baseUrl)
  })

  test('gives no more than the origin', () => {
    expect(parsePublishableKey(`pk_live_${btoa('https://User:pw@FRONTEND.example.com/a?b#c')}`).baseUrl).toBe(
      'https://frontend.example.com',
    )
  })

  test.each([
    '',
    'pk_test_',
    'pk_live_!!!',
    `pk_prod_${btoa('https://a.example')}`,
    `sk_live_${btoa('https://a.example')}`,
    btoa('https://a.example'),
    ` pk_live_${btoa('https://a.example')}`,
    `pk_live_${btoa('not a url')}`,
    `pk_live_${btoa('frontend.example.com')}`,
    `pk_live_${btoa('javascript:alert(1)')}`,
    `pk_live_${btoa('ftp://a.example')}`,
    `pk_live_${btoa('http://frontend.example.com')}`,
    `pk_test_${btoa('http://127.evil.com')}`,
    `pk_test_${btoa('http://127.0.0.1.evil.com')}`,
    `pk_test_${btoa('http://localhost.evil.com')}`,
    `pk_test_${btoa('http://evillocalhost')}`,
    `pk_test_${btoa('http://localhost@evil.com')}`,
  ])('must not be "%s"', (key) => {
    expect(() => parsePublishableKey(key)).toThrow(misconfigured)
    expect(() => createClient({ publishableKey: key })).toThrow(misconfigured)
  })
})

describe('an address', () => {
  test('may be given instead of a key', () => {
    expect(addressOf({ baseUrl: 'https://proxy.example.com/api/', mode: 'production' })).toEqual({
      baseUrl: 'https://proxy.example.com',
      mode: 'production',
    })
  })

  test.each([
    {},
    { baseUrl: 'https://a.example' },
    { mode: 'staging' },
    { baseUrl: 'a.example', mode: 'staging' },
    { baseUrl: 'https://a.example', mode: 'test' },
    { baseUrl: 'http://a.example', mode: 'staging' },
    { publishableKey: null },
    { publishableKey: '', baseUrl: 'https://a.example', mode: 'staging' },
  ])('must not be %j', (address) => {
    expect(() => addressOf(address as unknown as DeploymentAddress)).toThrow(misconfigured)
  })
})

describe('options', () => {
  test('that are undefined are not given', async () => {
    const { open } = setUp()
    const { client } = await open({
      timeoutMs: undefined as never,
      expiringLeadMs: undefined as never,
      snapshotStore: undefined as never,
    })
    expect(client.$state.get().status).toBe('signed-out')
  })

  test('may give a request all the time there is', async () => {
    const { tab, world } = setUp()
    const { client } = tab({ timeoutMs: Number.POSITIVE_INFINITY, clock: undefined as never })
    world.faults.add({ path: '/session', latencyMs: 50 })
    const asking = follow(client.refetch())
    await pass(50)
    expect(asking).toMatchObject({ settled: true, code: undefined })
  })

  test('say how long a request may take', async () => {
    const { tab, world } = setUp()
    const { client } = tab({ timeoutMs: 300 })
    world.faults.add({ path: '/session', hold: true })
    const asking = follow(client.refetch())
    await pass(299)
    expect(asking.settled).toBe(false)
    await pass(1)
    expect(asking.code).toBe('timed-out')
  })
})

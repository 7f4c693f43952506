import { type ClientOptions, createClient, isSessionError, parsePublishableKey } from '@wachter/core'
import { describe, expect, test } from 'vitest'

const holding = (text: string) => btoa(text)

const malformedKeys: readonly { name: string; key: unknown }[] = [
  { name: 'an empty key', key: '' },
  { name: 'a key of blanks', key: '   ' },
  { name: 'null', key: null },
  { name: 'a number', key: 42 },
  { name: 'an object', key: {} },
  { name: 'a list with a key in it', key: [`pk_live_${holding('ftp://example.com')}`] },
  { name: 'the prefix alone', key: 'pk_test_' },
  { name: 'half a prefix', key: 'pk_live' },
  { name: 'a key without a prefix', key: holding('https://frontend.example.com') },
  { name: 'a secret key', key: `sk_test_${holding('https://frontend.example.com')}` },
  { name: 'an environment there is not', key: `pk_prod_${holding('https://frontend.example.com')}` },
  { name: 'a prefix in capitals', key: `PK_TEST_${holding('https://frontend.example.com')}` },
  { name: 'an address that is not encoded', key: 'pk_test_https://frontend.example.com' },
  { name: 'characters that no base64 has', key: 'pk_test_!!!!' },
  { name: 'a blank in the middle', key: `pk_test_aHR0cHM6 ${holding('example.com')}` },
  { name: 'base64 of one character', key: 'pk_test_a' },
  { name: 'base64 of no address', key: `pk_test_${holding('frontend dot example dot com')}` },
  { name: 'a host without a scheme', key: `pk_live_${holding('frontend.example.com')}` },
  { name: 'a relative address', key: `pk_live_${holding('/frontend')}` },
  { name: 'plain http over the network', key: `pk_live_${holding('http://frontend.example.com')}` },
  { name: 'a host that only begins like localhost', key: `pk_test_${holding('http://localhost.example.com')}` },
  { name: 'a host that only begins like 127', key: `pk_test_${holding('http://127.example.com')}` },
  { name: 'a host that only ends like localhost', key: `pk_test_${holding('http://evil-localhost')}` },
  { name: 'another protocol', key: `pk_live_${holding('ftp://frontend.example.com')}` },
  { name: 'a script', key: `pk_live_${holding('javascript:alert(1)')}` },
  { name: 'a document', key: `pk_live_${holding('data:text/html,hello')}` },
  { name: 'a file', key: `pk_live_${holding('file:///etc/passwd')}` },
]

const goodKeys = [
  { name: 'staging', key: `pk_test_${holding('https://frontend.example.com')}`, mode: 'staging' },
  { name: 'production', key: `pk_live_${holding('https://frontend.example.com')}`, mode: 'production' },
  {
    name: 'no padding',
    key: `pk_live_${holding('https://frontend.example.com').replace(/=+$/, '')}`,
    mode: 'production',
  },
  { name: 'a trailing slash', key: `pk_live_${holding('https://frontend.example.com/')}`, mode: 'production' },
  { name: 'a path', key: `pk_live_${holding('https://frontend.example.com/v1?x=1#y')}`, mode: 'production' },
  { name: 'capitals', key: `pk_live_${holding('HTTPS://Frontend.Example.COM')}`, mode: 'production' },
  { name: 'a password', key: `pk_live_${holding('https://user:secret@frontend.example.com')}`, mode: 'production' },
] as const

describe('a publishable key', () => {
  test.each(malformedKeys)('that is $name is refused at once', ({ key }) => {
    const error = thrownBy(() => createClient({ publishableKey: key } as ClientOptions))
    expect(error).toMatchObject({ code: 'invalid-configuration', retryable: false })
    expect(thrownBy(() => parsePublishableKey(key as string))).toMatchObject({ code: 'invalid-configuration' })
  })

  test.each(malformedKeys.slice(6))('that is $name is answered with the form a key has', ({ key }) => {
    expect(String(thrownBy(() => createClient({ publishableKey: key } as ClientOptions)))).toContain('pk_test_')
  })

  test.each(goodKeys)('with $name names the origin of the Frontend API', ({ key, mode }) => {
    expect(parsePublishableKey(key)).toEqual({ baseUrl: 'https://frontend.example.com', mode })
  })

  test.each(['http://localhost:4747', 'http://127.0.0.1:4747', 'http://[::1]:4747', 'http://app.localhost:4747'])(
    'may name %s',
    (baseUrl) => {
      expect(parsePublishableKey(`pk_test_${holding(baseUrl)}`)).toEqual({ baseUrl, mode: 'staging' })
    },
  )

  test('may be written in the alphabet of addresses', () => {
    const address = 'https://frontend.example.com/?>?>?'
    const key = holding(address)
    expect(key).toMatch(/[+/]/)
    const urlSafe = key.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
    expect(parsePublishableKey(`pk_live_${urlSafe}`).baseUrl).toBe('https://frontend.example.com')
  })
})

describe('an address', () => {
  const wrong: readonly { name: string; options: object }[] = [
    { name: 'nothing', options: {} },
    { name: 'no mode', options: { baseUrl: 'https://frontend.example.com' } },
    { name: 'a mode there is not', options: { baseUrl: 'https://frontend.example.com', mode: 'development' } },
    { name: 'no URL', options: { baseUrl: 'frontend.example.com', mode: 'staging' } },
    { name: 'no baseUrl', options: { mode: 'staging' } },
    { name: 'plain http over the network', options: { baseUrl: 'http://frontend.example.com', mode: 'staging' } },
  ]

  test.each(wrong)('with $name is refused at once', ({ options }) => {
    expect(thrownBy(() => createClient(options as ClientOptions))).toMatchObject({ code: 'invalid-configuration' })
  })

  test('may be given instead of a key', () => {
    const client = createClient({ baseUrl: 'https://frontend.example.com/', mode: 'production' })
    expect(client).toMatchObject({ baseUrl: 'https://frontend.example.com', mode: 'production' })
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    expect(isSessionError(error)).toBe(true)
    return error
  }
  throw new Error('Nothing was thrown')
}

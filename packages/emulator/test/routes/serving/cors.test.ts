import { createEmulator } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { registrableDomain } from '../../../src/routes/serving/cors'

async function corsOf(options: Parameters<typeof createEmulator>[0], origin: string, init: RequestInit = {}) {
  const emulator = createEmulator(options)
  const response = await emulator.fetch(`${emulator.baseUrl}/session`, {
    ...init,
    headers: { Origin: origin, ...init.headers },
  })
  const header = (name: string) => response.headers.get(`access-control-${name}`)
  return { status: response.status, origin: header('allow-origin'), header }
}

describe('staging', () => {
  test('reflects any origin, with credentials, and exposes the dev session', async () => {
    const { origin, header } = await corsOf({}, 'https://anything.test')
    expect(origin).toBe('https://anything.test')
    expect(header('allow-credentials')).toBe('true')
    expect(header('expose-headers')).toBe('X-Development-Session')
  })
})

describe('production', () => {
  const options = { mode: 'production', baseUrl: 'https://frontend.example.com' } as const

  test.each([
    ['https://accounts.example.com', true],
    ['https://deep.accounts.example.com', true],
    ['https://app.example.com', true],
    ['https://example.com', true],
    ['https://notexample.com', false],
    ['https://example.com.evil.test', false],
    ['http://localhost:3000', false],
  ])('%s is allowed: %s', async (origin, allowed) => {
    expect((await corsOf(options, origin)).origin).toBe(allowed ? origin : null)
  })

  test('exposes no headers', async () => {
    expect((await corsOf(options, 'https://app.example.com')).header('expose-headers')).toBeNull()
  })

  test('lets in every port of localhost when it lives there', async () => {
    const local = { mode: 'production', baseUrl: 'http://localhost:4747' } as const
    expect((await corsOf(local, 'http://localhost:5173')).origin).toBe('http://localhost:5173')
    expect((await corsOf(local, 'http://evil.test')).origin).toBeNull()
  })
})

test('a preflight is answered with the methods and the wanted headers', async () => {
  const headers = { 'Access-Control-Request-Method': 'PATCH', 'Access-Control-Request-Headers': 'content-type' }
  const { status, header } = await corsOf({}, 'https://app.test', { method: 'OPTIONS', headers })
  expect(status).toBe(204)
  expect(header('allow-methods')).toContain('PATCH')
  expect(header('allow-headers')).toBe('content-type')
})

test.each([
  ['app.example.com', 'example.com'],
  ['app.example.co.uk', 'example.co.uk'],
  ['accounts.localhost', 'localhost'],
  ['127.0.0.1', '127.0.0.1'],
])('the registrable domain of %s is %s', (host, domain) => {
  expect(registrableDomain(host)).toBe(domain)
})

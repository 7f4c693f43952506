import { createEmulator, type EmulatorOptions } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { withDevSession } from '../../../src/world/deployment/redirects'
import { setUp } from '../../visitor'

function handedTo(page: string, { appOrigins = [], ...options }: EmulatorOptions & { baseUrl: string }): boolean {
  const { world, baseUrl, publishableKey } = createEmulator(options)
  const { frontend_host: frontendHost } = world.deployment()
  const address = { mode: 'staging', baseUrl, frontendHost, publishableKey, appOrigins } as const
  return withDevSession(address, world.deployment(), page, 'secret').includes('secret')
}

const staging = { baseUrl: 'https://quiet-fox.fapi.trywacht.xyz' }

test.each([
  ['https://quiet-fox.accounts.trywacht.xyz/', true],
  ['https://app.quiet-fox.accounts.trywacht.xyz/', true],
  ['https://quiet-fox.fapi.trywacht.xyz/', true],
  ['http://localhost:3000/', true],
  ['http://quiet-fox.accounts.trywacht.xyz/', false],
  ['https://other.accounts.trywacht.xyz/', false],
  ['https://evilquiet-fox.accounts.trywacht.xyz/', false],
  ['https://app.example.com/', false],
])('%s is handed the session: %s', (page, handed) => {
  expect(handedTo(page, staging)).toBe(handed)
})

test.each([
  ['https://app.example.com/deep?x=1', true],
  ['http://app.example.com/', false],
  ['https://app.example.com:8443/', false],
  ['https://app.example.com.evil.test/', false],
])('beside the app https://app.example.com, %s is handed the session: %s', (page, handed) => {
  expect(handedTo(page, { ...staging, appOrigins: ['https://app.example.com'] })).toBe(handed)
})

test('an enterprise provider does not pass the session to a foreign page from a link', async () => {
  const { visitor, emulator, world } = setUp()
  const { id } = world.enterpriseConnection('corp.example')
  const query = new URLSearchParams({ connection_id: id, redirect_uri: 'https://evil.example/' })
  const { body } = await visitor.post(`/auth/sso/login?${query}`)
  const form = new URLSearchParams({ email: 'katherine@corp.example' })
  const callback = await emulator.fetch(body.data.sso_url, { method: 'POST', body: form })
  const landing = await emulator.fetch(callback.headers.get('location') ?? '')
  expect(landing.headers.get('location')).toBe('https://evil.example/')
})

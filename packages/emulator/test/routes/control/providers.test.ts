import { createEmulator } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { askControl } from '../../ask-control'

function setUp() {
  const emulator = createEmulator()
  const call = (method: string, path: string, body?: unknown) => askControl(emulator, method, path, body)
  return { world: emulator.world, call }
}

test('enterprise connections come and go', async () => {
  const { world, call } = setUp()
  const { body } = await call('POST', '/enterprise-connections', { domain: 'initech.example' })
  expect(body).toMatchObject({ id: expect.any(String), name: 'initech.example', provider: 'oidc' })
  expect(world.enterpriseConnection('initech.example').id).toBe(body.id)
  await call('DELETE', '/enterprise-connections/initech.example')
  expect(() => world.enterpriseConnection('initech.example')).toThrow(/initech/)
})

test('people at providers come and go, and failures are planned', async () => {
  const { call } = setUp()
  const { body } = await call('POST', '/provider-people', { email: 'x@example.com' })
  expect(body).toEqual({ email: 'x@example.com', firstName: '', lastName: '', providers: null })
  expect((await call('DELETE', '/provider-people/X@example.com')).status).toBe(200)
  expect((await call('DELETE', '/provider-people/x@example.com')).status).toBe(404)
  expect((await call('POST', '/providers/google_oauth/fail', { how: 'deny' })).status).toBe(200)
  expect((await call('POST', '/providers/nobody/fail', { how: 'deny' })).status).toBe(404)
})

test('what is misspelt is refused', async () => {
  const { call } = setUp()
  expect((await call('POST', '/providers/google_oauth/fail', { how: 'later' })).status).toBe(400)
  expect((await call('POST', '/provider-people', {})).status).toBe(400)
  expect((await call('POST', '/enterprise-connections', {})).status).toBe(400)
})

test('what tests of connections find is set, and a misspelt check is refused', async () => {
  const { world, call } = setUp()
  expect((await call('POST', '/connection-checks', { failing: { token_endpoint: 'None' } })).status).toBe(200)
  expect((await call('POST', '/connection-checks', { failing: { token_end: 'None' } })).status).toBe(400)
  expect(() => world.setFailingConnectionChecks({ token_end: 'None' } as never)).toThrow('token_endpoint')
})

test('the passkeys of a user are listed', async () => {
  const { call } = setUp()
  expect((await call('GET', '/users/ada/passkeys')).body).toEqual({ passkeys: [] })
})

import { expect, test } from 'vitest'
import { askControl } from '../../ask-control'
import { setUp } from '../../visitor'

const never = 8.64e15 + 1

test.each<[path: string, json: unknown]>([
  ['/users', { email: 5 }],
  ['/users', { phone: '+1 555' }],
  ['/users', { phone: { countryCode: '+1' } }],
  ['/users', { backupCodes: [1] }],
  ['/users', { secondFactorPolicy: 'sometimes' }],
  ['/users', { publicMetadata: [] }],
  ['/users', []],
  ['/users', 'ada'],
  ['/memberships', { user: 'ada', roles: ['Member'] }],
  ['/memberships', { user: 'ada', roles: 'Member', organization: 'Acme' }],
  ['/memberships', { user: 'ada', roles: ['Member'], organization: {} }],
  ['/entry-rules', { enforceMfa: true }],
  ['/entry-rules', { organization: 'Acme', enforceMfa: 'yes' }],
  ['/entry-rules', { organization: 'Acme', whitelistedIps: [1] }],
  ['/users/ada/authenticator', { present: 1 }],
  ['/clock/advance', { ms: 1e300 }],
  ['/clock/advance', { ms: '5' }],
  ['/tickets', { type: 'constructor' }],
  ['/tickets', { type: 'agent_access', payload: [] }],
  ['/deployment-invitations', { email: 'x@example.com', lifetimeMs: never }],
  ['/organization-invitations', { email: 'x@example.com', organization: 'Acme', roles: [null] }],
  ['/waitlist', { email: {} }],
  ['/provider-people', { email: 'x@example.com', providers: 'google_oauth' }],
  ['/enterprise-connections', { domain: 'x.example', provider: 'ldap' }],
  ['/domains/acme.example/dns-record', { present: 'yes' }],
  ['/connection-checks', { failing: { token_endpoint: false } }],
  ['/connection-checks', { failing: ['token_endpoint'] }],
  ['/deployment', { restrictions: null }],
  ['/deployment', { restrictions: { banned_keywords: [1] } }],
  ['/deployment', { auth_settings: { password: { min_length: '8' } } }],
  ['/deployment', { auth_settings: { password: null } }],
  ['/deployment', { social_connections: [null] }],
  ['/deployment', { ui_settings: { sign_in_page_url: 'http://[' } }],
  ['/deployment', { ui_settings: { app_name: {} } }],
  ['/deployment', []],
])('%s refuses %o and changes nothing', async (path, json) => {
  const { emulator, world, visitor } = setUp()
  const before = [world.state(), world.deployment(), world.clock.now()]
  expect((await askControl(emulator, 'POST', path, json)).status).toBe(400)
  expect([world.state(), world.deployment(), world.clock.now()]).toEqual(before)
  expect((await visitor.signIn('ada@example.com')).status).toBe(200)
})

test('no clock is moved to where times cannot be written, in steps neither', async () => {
  const { emulator, world, visitor } = setUp()
  const year9000 = Date.UTC(9000, 0) - world.clock.now()
  expect((await askControl(emulator, 'POST', '/clock/advance', { ms: year9000 })).status).toBe(200)
  expect((await askControl(emulator, 'POST', '/clock/advance', { ms: year9000 })).status).toBe(400)
  expect((await visitor.signIn('ada@example.com')).status).toBe(200)
  expect(() => world.clock.advance(Number.NaN)).toThrow(RangeError)
})

test('fields that are null are as good as absent', async () => {
  const { emulator, world } = setUp()
  const { body } = await askControl(emulator, 'POST', '/users', { email: 'eve@example.com', phone: null })
  expect(world.user(body.id)).toMatchObject({ username: '', phoneNumbers: [] })
})

test.each(['constructor', '__proto__', 'toString'])('nothing goes by the name %s', async (name) => {
  const { emulator, visitor } = setUp()
  expect((await askControl(emulator, 'POST', `/users/${name}/disable`)).status).toBe(404)
  expect((await askControl(emulator, 'POST', `/providers/${name}/fail`, { how: 'deny' })).status).toBe(404)
  await visitor.signIn('ada@example.com')
  expect((await visitor.get(`/session/token?template=${name}`)).status).toBe(404)
  expect((await visitor.post('/auth/signin', { strategy: name, email: 'ada@example.com' })).status).toBe(400)
  expect((await emulator.fetch(`${emulator.baseUrl}/__provider/${name}/authorize`)).status).toBe(400)
})

test.each([
  '{"ui_settings":{"__proto__":{"polluted":1}}}',
  '{"ui_settings":{"theme":{"constructor":{"prototype":{"polluted":1}}}}}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
])('the settings %s reach no prototype', async (body) => {
  const { emulator, world } = setUp()
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
  expect((await emulator.fetch(`${emulator.baseUrl}/__emulator/deployment`, init)).status).toBe(400)
  expect(() => world.changeDeployment(JSON.parse(body))).toThrow(TypeError)
  expect({}).not.toHaveProperty('polluted')
})

test('settings of a theme may be added, and merge', () => {
  const { world } = setUp()
  world.changeDeployment({ ui_settings: { theme: { light: { primary: '#000' } } } as never })
  world.changeDeployment({ ui_settings: { theme: { dark: { primary: '#fff' } } } as never })
  expect(world.deployment().ui_settings).toMatchObject({
    theme: { light: { primary: '#000' }, dark: { primary: '#fff' } },
  })
})

test('what was turned off comes back whole', () => {
  const { world } = setUp()
  world.changeDeployment({ auth_settings: { magic_link: null } })
  expect(world.deployment().auth_settings.magic_link).toBeNull()
  world.changeDeployment({ auth_settings: { magic_link: { require_same_device: false } } })
  expect(world.deployment().auth_settings.magic_link).toEqual({ enabled: true, require_same_device: false })
})

test.each([
  ['a fault that nests too deeply to be answered', '/faults', `{"body":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['half a character', '/users', '{"username":"\\ud800"}'],
  ['half a character in a name', '/users', '{"username":"eve","publicMetadata":{"\\udc00":1}}'],
  ['a prototype deep inside', '/users', '{"username":"eve","publicMetadata":{"a":[{"__proto__":1}]}}'],
])('%s is refused', async (_, path, body) => {
  const { emulator, visitor } = setUp()
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
  expect((await emulator.fetch(`${emulator.baseUrl}/__emulator${path}`, init)).status).toBe(400)
  expect((await visitor.get('/session')).status).toBe(200)
})

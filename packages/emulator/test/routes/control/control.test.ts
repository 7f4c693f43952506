import { createEmulator } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { askControl } from '../../ask-control'
import { setUp } from '../../visitor'

function setUpControl() {
  const room = setUp()
  const control = (method: string, path: string, json?: unknown) => askControl(room.emulator, method, path, json)
  return { ...room, control }
}

test('the state is read and reset over HTTP', async () => {
  const { control, visitor } = setUpControl()
  await visitor.signIn('ada@example.com')
  expect((await control('GET', '/state')).body.signins).toHaveLength(1)
  await control('POST', '/reset')
  expect((await control('GET', '/state')).body.signins).toHaveLength(0)
})

test('it lists the routes of the Frontend API apart from its own', async () => {
  const { body } = await setUpControl().control('GET', '')
  expect(body.frontendApi).toEqual(expect.arrayContaining(['GET /session', 'POST /organizations/:id/update']))
  expect(body.frontendApi).not.toContain('GET /__emulator')
  expect(body.routes).not.toContain('GET /session')
})

test('time moves', async () => {
  const { control, world } = setUpControl()
  const before = world.clock.now()
  expect((await control('POST', '/clock/advance', { ms: 5 })).body).toEqual({ nowMs: before + 5 })
  expect((await control('POST', '/clock/advance', {})).status).toBe(400)
})

test('sign-ins and sessions end', async () => {
  const { control, visitor, world } = setUpControl()
  await visitor.signIn('ada@example.com')
  const { id, active_signin } = await visitor.session()
  await control('POST', `/signins/${active_signin.id}/revoke`)
  expect(world.state().signins).toEqual([])
  await control('POST', `/sessions/${id}/transport/expire`)
  expect((await visitor.session()).id).toBe(id)
  await control('DELETE', `/sessions/${id}`)
  expect((await visitor.session()).id).not.toBe(id)
  expect((await control('DELETE', `/sessions/${id}`)).status).toBe(404)
})

test('people, memberships and rules change', async () => {
  const { control, world } = setUpControl()
  const { body } = await control('POST', '/users', { email: 'eve@example.com', password: 'pw' })
  expect(world.user('eve@example.com').id).toBe(body.id)
  const membership = await control('POST', '/memberships', { user: body.id, organization: 'Acme', roles: ['Member'] })
  await control('POST', `/memberships/${membership.body.id}/roles`, { roles: ['Admin'] })
  expect(world.organizationMembership(body.id, 'Acme').roleIds).toHaveLength(1)
  await control('DELETE', `/memberships/${membership.body.id}`)
  await control('POST', '/entry-rules', { organization: 'Acme', enforceMfa: true })
  expect(world.organization('Acme').enforceMfa).toBe(true)
  await control('POST', '/users/linus/authenticator', { present: true })
  expect(world.user('linus').authenticator).not.toBeNull()
  await control('POST', '/users/linus/disable')
  expect(world.user('linus').disabled).toBe(true)
})

test.each([
  ['organization', 'Acme', 'enforceMfa'],
  ['organization', 'Acme', 'enforce_mfa'],
  ['organization', 'Acme', 'enforce_mfa_setup'],
  ['workspace', 'Engineering', 'enforceMfa'],
  ['workspace', 'Engineering', 'enforce_mfa'],
  ['workspace', 'Engineering', 'enforce_2fa'],
] as const)('the %s %s demands a second factor by the name %s', async (kind, name, flag) => {
  const { control, world } = setUpControl()
  await control('POST', '/entry-rules', { [kind]: name, [flag]: true })
  expect(world[kind](name).enforceMfa).toBe(true)
  await control('POST', '/entry-rules', { [kind]: name, [flag]: false })
  expect(world[kind](name).enforceMfa).toBe(false)
})

test('the DNS record of a domain is there or not', async () => {
  const { control, visitor, world } = setUpControl()
  await visitor.signIn('ada@example.com')
  await visitor.post(`/organizations/${world.organization('Acme').id}/domains`, { domain: 'acme.example' })
  expect((await control('POST', '/domains/acme.example/dns-record', { present: true })).status).toBe(200)
  expect(world.organizationDomain('acme.example').recordPresent).toBe(true)
  expect((await control('POST', '/domains/acme.test/dns-record', { present: true })).status).toBe(404)
})

test('tickets are minted and switches flipped', async () => {
  const { control, visitor, world } = setUpControl()
  const { body } = await control('POST', '/tickets', { type: 'impersonation', user: 'ada' })
  expect((await visitor.get(`/session/ticket/exchange?ticket=${body.ticket}`)).status).toBe(200)
  await control('POST', '/switches', { nasty: true, refusesListedPermissions: true, unheard: true })
  expect(world.switches).toMatchObject({
    nasty: true,
    refusesListedPermissions: true,
    rateLimits: false,
    reissue: true,
  })
  expect(world.switches).not.toHaveProperty('unheard')
})

test('faults are set, seen, released and removed', async () => {
  const { control, visitor, world } = setUpControl()
  const { body } = await control('POST', '/faults', { path: '/session', hold: true })
  const answer = visitor.get('/session')
  await world.faults.all()[0]?.held()
  expect((await control('GET', '/faults')).body.faults).toMatchObject([{ id: body.id, hits: 1, holding: 1 }])
  await control('POST', `/faults/${body.id}/release`)
  expect((await answer).status).toBe(200)
  await control('DELETE', '/faults')
  expect(world.faults.all()).toEqual([])
})

test.each<unknown>([
  { stauts: 500 },
  { status: '500' },
  { status: 1e9 },
  { latencyMs: 1e300 },
  { times: -1 },
  { path: { source: '.*' } },
  { headers: { a: 1 } },
  { headers: { 'a b': 'x' } },
  { constructor: true },
  { rewrite: 'x' },
  { body: 'x', status: null },
  'drop',
  null,
])('the fault %o is refused', async (rule) => {
  const { control } = setUpControl()
  expect((await control('POST', '/faults', rule)).status).toBe(400)
})

test('control calls are not logged and open no session', async () => {
  const { control, world } = setUpControl()
  await control('GET', '/outbox')
  const { body } = await control('GET', '/requests')
  expect(body).toEqual({ requests: [] })
  expect(world.state().sessions).toEqual([])
})

test('it can be turned off', async () => {
  const emulator = createEmulator({ control: false })
  expect((await emulator.fetch(`${emulator.baseUrl}/__emulator/state`)).status).toBe(404)
})

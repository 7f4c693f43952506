import { createEmulator } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { setUp } from '../visitor'

function setUpControl() {
  const room = setUp()
  async function control(method: string, path: string, json?: unknown) {
    const body = json === undefined ? {} : { body: JSON.stringify(json) }
    const response = await room.emulator.fetch(`${room.emulator.baseUrl}/__emulator${path}`, { method, ...body })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  return { ...room, control }
}

test('the state is read and reset over HTTP, from any origin', async () => {
  const { control, visitor } = setUpControl()
  await visitor.signIn('ada@example.com')
  const { body, headers } = await control('GET', '/state')
  expect(body.signins).toHaveLength(1)
  expect(headers.get('access-control-allow-origin')).toBe('*')
  await control('POST', '/reset')
  expect((await control('GET', '/state')).body.signins).toHaveLength(0)
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

test('tickets are minted and switches flipped', async () => {
  const { control, visitor, world } = setUpControl()
  const { body } = await control('POST', '/tickets', { type: 'impersonation', user: 'ada' })
  expect((await visitor.get(`/session/ticket/exchange?ticket=${body.ticket}`)).status).toBe(200)
  await control('POST', '/switches', { nasty: true, unheard: true })
  expect(world.switches).toMatchObject({ nasty: true, rateLimits: false, reissue: true })
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

test.each([{ stauts: 500 }, { status: '500' }, null])('the fault %o is refused', async (rule) => {
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

test('callers on other machines are turned away', async () => {
  const { emulator } = setUp()
  const request = () => new Request(`${emulator.baseUrl}/__emulator/state`)
  expect((await emulator.handle(request(), { ip: '192.168.1.4' })).status).toBe(403)
  expect((await emulator.handle(request(), { ip: '::ffff:127.0.0.1' })).status).toBe(200)
})

test('it can be turned off', async () => {
  const emulator = createEmulator({ control: false })
  expect((await emulator.fetch(`${emulator.baseUrl}/__emulator/state`)).status).toBe(404)
})

import { createEmulator, UnknownEntity } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { setUp } from '../visitor'

test('ids are strings too large for a number, and the same in every emulator', () => {
  const first = setUp().world.state()
  const second = setUp().world.state()
  expect(first).toEqual(second)
  const ids = first.users.map((user) => user.id)
  for (const id of ids) expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER))
  expect(new Set(ids.map(Number)).size).toBe(1)
})

test('emulators share nothing', async () => {
  const { visitor, world } = setUp()
  const untouched = setUp()
  await visitor.signIn('ada@example.com')
  world.disableUser('linus')
  expect(untouched.world.state().sessions).toHaveLength(0)
  expect(untouched.world.user('linus').disabled).toBe(false)
})

test('a reset brings the seed back under the same ids and forgets who was there', async () => {
  const { visitor, world } = setUp()
  const before = world.state()
  await visitor.signIn('ada@example.com')
  const { id } = await visitor.session()
  world.removeMembership(world.organizationMembership('ada', 'Acme').id)
  world.faults.add({ drop: true })
  world.reset()
  expect(world.state()).toEqual(before)
  expect(world.faults.all()).toEqual([])
  const session = await visitor.session()
  expect(session.id).not.toBe(id)
  expect(session).not.toHaveProperty('active_signin')
})

test('the state holds no secrets', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  const ticket = world.mintTicket({ type: 'impersonation', user: 'grace' })
  const text = JSON.stringify(world.state())
  for (const secret of ['correct-horse', 'AbCd-1234', ticket, visitor.devSession()]) expect(text).not.toContain(secret)
})

test('the request log keeps secrets out', async () => {
  const { visitor, world } = setUp()
  await visitor.get('/session')
  await visitor.get('/session/ticket/exchange?ticket=secret&x=1')
  world.faults.add({ drop: true })
  await visitor.get('/session').catch(() => undefined)
  expect(world.requests.all()).toEqual([
    { at: '2026-01-15T12:00:00.000Z', method: 'GET', path: '/session', query: { __dev_session__: '' }, status: 200 },
    expect.objectContaining({ query: { ticket: '[redacted]', x: '1', __dev_session__: '[redacted]' }, status: 401 }),
    expect.objectContaining({ path: '/session', status: 'lost' }),
  ])
})

test('people and places are added while it runs', async () => {
  const { visitor, world } = setUp()
  world.addUser({ email: 'eve@example.com', password: 'pw' })
  world.addMembership('eve@example.com', { organization: 'Acme' }, ['Billing'])
  world.addMembership('eve@example.com', { workspace: 'Marketing' }, ['Member'])
  await visitor.signIn('eve@example.com', 'pw')
  const { body } = await visitor.get('/me/workspace-memberships')
  expect(body.data).toMatchObject([{ workspace: { name: 'Marketing', member_count: 2 } }])
})

test('a disabled user is signed out everywhere', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  world.disableUser('ada')
  expect(await visitor.session()).not.toHaveProperty('signins')
})

describe('mistakes', () => {
  test('an unknown name throws', () => {
    const { world } = setUp()
    expect(() => world.user('nobody')).toThrow(UnknownEntity)
    expect(() => world.revokeSignIn('1')).toThrow(UnknownEntity)
    expect(() => world.setMembershipRoles(world.organizationMembership('ada', 'Acme').id, ['Wizard'])).toThrow(/Wizard/)
  })

  test('a seed that names a stranger throws', () => {
    const organizations = [{ name: 'Acme', members: [{ user: 'nobody', roles: [] }] }]
    expect(() => createEmulator({ seed: { users: [], organizations } })).toThrow(/nobody/)
  })
})

describe('what is answered is a copy', () => {
  test('of people and places', async () => {
    const { world, visitor } = setUp()
    const copies = [
      world.user('ada'),
      world.organization('Acme'),
      world.workspace('Engineering'),
      world.organizationMembership('ada', 'Acme'),
      world.workspaceMembership('ada', 'Engineering'),
      world.enterpriseConnection('corp.example'),
      world.addUser({ email: 'eve@example.com' }),
      world.addMembership('eve@example.com', { organization: 'Acme' }, ['Member']),
      world.addMembership('eve@example.com', { workspace: 'Marketing' }, ['Member']),
      world.addProviderPerson({ email: 'x@example.com' }),
      world.addEnterpriseConnection({ domain: 'x.example' }),
      world.joinWaitlist({ email: 'y@example.com' }),
    ]
    const before = world.state()
    for (const copy of copies) spoil(copy)
    expect(world.state()).toEqual(before)
    expect((await visitor.signIn('ada@example.com')).status).toBe(200)
  })

  test('of the state, the settings, what was sent and what was asked', async () => {
    const { world, visitor } = setUp()
    world.inviteToDeployment({ email: 'mary@example.com' })
    await visitor.get('/session?x=1')
    const looks = [
      () => world.state(),
      () => world.deployment(),
      () => world.outbox(),
      () => world.requests.all(),
      () => world.waitlist(),
      () => world.passkeys('ada'),
    ]
    for (const look of looks) {
      const before = structuredClone(look())
      spoil(look())
      expect(look()).toEqual(before)
    }
  })

  test('and what is handed in is copied, too', async () => {
    const publicMetadata = { plan: { name: 'pro' } }
    const payload = { agents: [{ id: '1' }] }
    const organizations = [{ name: 'Acme', publicMetadata }]
    const { world, visitor } = setUp({ seed: { users: [{ username: 'ada', publicMetadata }], organizations } })
    const ticket = world.mintTicket({ type: 'agent_access', payload })
    spoil(publicMetadata)
    spoil(payload)
    expect(world.user('ada').publicMetadata).toEqual({ plan: { name: 'pro' } })
    expect(world.organization('Acme').publicMetadata).toEqual({ plan: { name: 'pro' } })
    const { body } = await visitor.get(`/session/ticket/exchange?ticket=${ticket}`)
    expect(body.data.agents).toEqual([{ id: '1' }])
  })
})

/** Changes everything one can reach. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const entry of Object.values(value)) spoil(entry)
  if (Array.isArray(value)) value.length = 0
  else for (const name of Object.keys(value)) Reflect.set(value, name, 'spoiled')
}

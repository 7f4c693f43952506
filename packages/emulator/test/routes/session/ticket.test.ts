import { expect, test } from 'vitest'
import { setUp, type Visitor } from '../../visitor'

const exchange = (visitor: Visitor, ticket: string) => visitor.get(`/session/ticket/exchange?ticket=${ticket}`)

test('impersonation signs the user in for twenty minutes, and answers a stale session', async () => {
  const { visitor, world } = setUp()
  const ticket = world.mintTicket({ type: 'impersonation', user: 'ada' })
  const { status, body } = await exchange(visitor, ticket)
  expect(status).toBe(200)
  const session = await visitor.session()
  expect(body.data).toMatchObject({ success: true, session_id: session.id })
  expect(body.data.session).not.toHaveProperty('active_signin')
  expect(session.active_signin).toMatchObject({ user: { username: 'ada' }, expires_at: '2026-01-15T12:20:00Z' })
})

test('a ticket is good for one exchange within twelve hours', async () => {
  const { visitor, other, world } = setUp()
  const ticket = world.mintTicket({ type: 'impersonation', user: 'ada' })
  await exchange(visitor, ticket)
  expect((await exchange(other, ticket)).status).toBe(401)
  const late = world.mintTicket({ type: 'impersonation', user: 'ada' })
  world.clock.advance(12 * 3_600_000)
  expect((await exchange(other, late)).status).toBe(401)
})

test('other tickets return their payload and change no sign-in', async () => {
  const { visitor, world } = setUp()
  const agents = [{ id: '1', name: 'Helper' }]
  const ticket = world.mintTicket({ type: 'agent_access', payload: { actor: { id: '2' }, agents } })
  const { body } = await exchange(visitor, ticket)
  expect(body.data).toMatchObject({ success: true, actor: { id: '2' }, agents })
  expect(await visitor.session()).not.toHaveProperty('active_signin')
})

test('refusals leave the ticket unused', async () => {
  const { visitor, world } = setUp()
  const ticket = world.mintTicket({ type: 'impersonation', user: 'ada' })
  world.disableUser('ada')
  expect((await exchange(visitor, ticket)).status).toBe(403)
  world.enableUser('ada')
  await visitor.signIn('ada@example.com')
  expect((await exchange(visitor, ticket)).body.errors[0].code).toBe('USER_ALREADY_SIGNED_IN')
  await visitor.post('/session/sign-out')
  expect((await exchange(visitor, ticket)).status).toBe(200)
})

test('a user who is gone, and a ticket that is missing', async () => {
  const { visitor, world } = setUp()
  const ticket = world.mintTicket({ type: 'impersonation', user: 'ada' })
  world.deleteUser('ada')
  expect((await exchange(visitor, ticket)).status).toBe(404)
  expect((await visitor.get('/session/ticket/exchange')).status).toBe(400)
})

import { describe, expect, test } from 'vitest'
import { setUp } from '../../visitor'

describe.each([
  ['/ai/session', 'agent_access', { agents: [{ id: '1' }] }],
  ['/webhook/session', 'webhook_app_access', { webhook_app: { id: '2' } }],
  ['/api-auth/session', 'api_auth_access', { api_auth_app: { id: '3' } }],
] as const)('%s', (path, type, payload) => {
  test('is a 401 for anybody without its ticket, signed in or not', async () => {
    const { visitor } = setUp()
    expect(await visitor.get(path)).toMatchObject({
      status: 401,
      body: { data: null, session: { id: expect.any(String) } },
    })
    await visitor.signIn('ada@example.com')
    expect((await visitor.get(path)).status).toBe(401)
  })

  test('opens to the session that exchanged its ticket, and to no other', async () => {
    const { visitor, other, world } = setUp()
    const ticket = world.mintTicket({ type, payload })
    await visitor.get(`/session/ticket/exchange?ticket=${ticket}`)
    const { id } = await visitor.session()
    expect((await visitor.get(path)).body.data).toEqual({ session_id: id, ...payload })
    expect((await other.get(path)).status).toBe(401)
    world.deleteSession(id)
    expect((await visitor.get(path)).status).toBe(401)
  })

  test('is not opened by another ticket', async () => {
    const { visitor, world } = setUp()
    const another = type === 'agent_access' ? 'webhook_app_access' : 'agent_access'
    const tickets = [
      world.mintTicket({ type: 'impersonation', user: 'ada' }),
      world.mintTicket({ type: another, payload }),
    ]
    for (const ticket of tickets) await visitor.get(`/session/ticket/exchange?ticket=${ticket}`)
    expect((await visitor.get(path)).status).toBe(401)
  })
})

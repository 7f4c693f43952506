import { describe, expect, test } from 'vitest'
import { refusal, visitAcme } from '../../visit-acme'
import { setUp } from '../../visitor'

describe.each(['organization', 'workspace'] as const)('the %s in a path', (kind) => {
  const names = { organization: ['Acme', 'Globex'], workspace: ['Engineering', 'Research'] }[kind]
  const [open = '', guarded = ''] = names

  async function visit(who: string, name: string) {
    const room = setUp()
    const { id } = kind === 'organization' ? room.world.organization(name) : room.world.workspace(name)
    if (who !== 'nobody') await room.visitor.signIn(`${who}@example.com`)
    return { ...room, path: `/${kind}s/${id}/members` }
  }

  test('lets a member in', async () => {
    const { visitor, path } = await visit('linus', open)
    expect((await visitor.get(path)).status).toBe(200)
  })

  test('answers 401 signed out', async () => {
    const { visitor, path } = await visit('nobody', open)
    expect((await visitor.get(path)).body).toMatchObject(refusal(401))
  })

  test('answers 403 to who is no member, and for a place that does not exist', async () => {
    const { visitor, path, world } = await visit('eve', open)
    world.addUser({ email: 'eve@example.com', password: 'password' })
    await visitor.signIn('eve@example.com', 'password')
    expect((await visitor.get(path)).body).toMatchObject(refusal(403))
    expect((await visitor.get(`/${kind}s/1/members`)).body).toMatchObject(refusal(403))
  })

  test('answers 403 without a code at an address that is not listed, except to admins', async () => {
    const { visitor, other, path, world } = await visit('linus', open)
    const place = kind === 'organization' ? { organization: open } : { workspace: open }
    world.setEntryRules(place, { whitelistedIps: ['198.51.100.0/24'] })
    expect((await visitor.get(path)).body).toMatchObject(refusal(403))
    const headers = { 'X-Wacht-Forwarded-For': '198.51.100.7' }
    expect((await visitor.get(path, { headers })).status).toBe(200)
    await other.signIn('ada@example.com')
    expect((await other.get(path)).status).toBe(200)
  })

  test('requires the second factor of admins, too', async () => {
    const { visitor, path, world } = await visit('ada', guarded)
    expect((await visitor.get(path)).body).toMatchObject({ status: 403, errors: [{ code: 'MFA_REQUIRED' }] })
    world.setAuthenticator('ada', true)
    expect((await visitor.get(path)).status).toBe(200)
  })
})

test('a guarded place can be left only by who may enter it', async () => {
  const { visitor, world } = await visitAcme('linus')
  const path = `/organizations/${world.organization('Globex').id}/leave`
  expect((await visitor.post(path)).body).toMatchObject({ errors: [{ code: 'MFA_REQUIRED' }] })
})

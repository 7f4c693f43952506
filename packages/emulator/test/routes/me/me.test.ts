import { expect, test } from 'vitest'
import { createVisitor, setUp } from '../../visitor'

test.each(['', '/signins', '/organization-memberships', '/workspace-memberships'])(
  '/me%s needs a sign-in',
  async (path) => {
    const { visitor } = setUp()
    const { status, body } = await visitor.get(`/me${path}`)
    expect(status).toBe(401)
    expect(body).toMatchObject({ data: null, errors: null })
  },
)

test('/me is the user of the active sign-in', async () => {
  const { visitor } = setUp()
  await visitor.signIn('grace@example.com')
  const { body } = await visitor.get('/me')
  expect(body.data).toMatchObject({
    username: 'grace',
    user_authenticator: { id: expect.any(String) },
    backup_codes_generated: true,
    last_password_reset_at: '0001-01-01T00:00:00Z',
  })
  expect(JSON.stringify(body)).not.toContain('correct-horse')
  expect(body.data).toEqual((await visitor.session()).active_signin.user)
})

test('organization memberships are listed newest first with what restricts them', async () => {
  const { visitor } = setUp()
  await visitor.signIn('linus@example.com')
  const { body } = await visitor.get('/me/organization-memberships')
  expect(body.data).toMatchObject([
    { organization: { name: 'Globex', whitelisted_ips: [] }, eligibility_restriction: { type: 'mfa_required' } },
    { organization: { name: 'Acme' }, eligibility_restriction: { type: 'none' } },
  ])
  const [first] = body.data
  expect(first.organization.created_at).toBe(first.created_at)
})

test('admins are exempt and addresses count', async () => {
  const { visitor, other, world } = setUp()
  world.setEntryRules({ organization: 'Globex' }, { whitelistedIps: ['10.0.0.1'] })
  await visitor.signIn('linus@example.com')
  await other.signIn('ada@example.com')
  const typesOf = async (someone: typeof visitor) =>
    (await someone.get('/me/organization-memberships')).body.data.map(
      (row: { eligibility_restriction: { type: string } }) => row.eligibility_restriction.type,
    )
  expect(await typesOf(visitor)).toEqual(['ip_and_mfa_required', 'none'])
  expect(await typesOf(other)).toEqual(['none', 'none'])
})

test('workspace memberships can be asked for by organization', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  const names = async (query: string) =>
    (await visitor.get(`/me/workspace-memberships${query}`)).body.data.map(
      (row: { workspace: { name: string } }) => row.workspace.name,
    )
  expect(await names('')).toEqual(['Operations', 'Research', 'Marketing', 'Engineering'])
  expect(await names(`?org_id=${world.organization('Acme').id}`)).toEqual(['Marketing', 'Engineering'])
})

test('the organization of a workspace membership has the creation time of the membership', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  world.clock.advance(60_000)
  await visitor.post('/workspaces', { name: 'Sales', organization_id: world.organization('Acme').id })
  const [newest] = (await visitor.get('/me/workspace-memberships')).body.data
  expect(newest).toMatchObject({ created_at: '2026-01-15T12:01:00Z', workspace: { name: 'Sales' } })
  expect(newest.organization).toMatchObject({ name: 'Acme', created_at: newest.created_at })
})

test('sign-ins of the user are listed across devices, bare', async () => {
  const { visitor, other } = setUp()
  await visitor.signIn('ada@example.com')
  await other.signIn('ada@example.com')
  const { body } = await visitor.get('/me/signins')
  expect(body.data).toHaveLength(2)
  expect(body.data[0]).not.toHaveProperty('user')
  expect(body.data[0].session_id).toBe((await other.session()).id)
})

test('a sign-in that has expired is not listed', async () => {
  const { visitor, other, world } = setUp()
  await visitor.signIn('ada@example.com')
  await other.signIn('ada@example.com')
  world.setSignInExpiry((await other.session()).active_signin.id, world.clock.now())
  const { body } = await visitor.get('/me/signins')
  expect(body.data).toMatchObject([{ session_id: (await visitor.session()).id }])
})

test('a sign-in on another device can be ended', async () => {
  const { visitor, other } = setUp()
  await visitor.signIn('ada@example.com')
  await other.signIn('ada@example.com')
  const { id } = (await other.session()).active_signin
  const { status, body } = await visitor.post(`/me/signins/${id}/signout`)
  expect({ status, data: body.data }).toEqual({ status: 200, data: null })
  expect(await other.session()).not.toHaveProperty('active_signin')
  expect(await visitor.session()).toHaveProperty('active_signin')
})

test('ending the current sign-in here signs out here', async () => {
  const { visitor, emulator } = setUp()
  await visitor.signIn('ada@example.com')
  const { id } = (await visitor.session()).active_signin
  const stranger = createVisitor(emulator)
  await stranger.signIn('linus@example.com')
  expect((await stranger.post(`/me/signins/${id}/signout`)).status).toBe(404)
  await visitor.post(`/me/signins/${id}/signout`)
  expect(await visitor.session()).not.toHaveProperty('active_signin')
})

import { describe, expect, test } from 'vitest'
import { lastLink } from '../../steps'
import { refusal, visitAcme } from '../../visit-acme'
import { startOfTime } from '../../visitor'

const dayMs = 24 * 60 * 60_000
const email = 'eve@example.com'

async function setUpEve() {
  const room = await visitAcme()
  room.world.addUser({ email, password: 'password' })
  const token = () => lastLink(room.world).searchParams.get('token') ?? ''
  const accept = async () => {
    await room.other.signIn(email, 'password')
    return (await room.other.post('/organizations/invitations/accept', { token: token() })).body
  }
  return { ...room, token, accept, invitations: `${room.acme}/invitations` }
}

describe('an invitation of an organization', () => {
  test('has the role, the inviter and ten days, and its token is in the outbox only', async () => {
    const { visitor, invitations, roleNamed, world, token, accept } = await setUpEve()
    const { data } = (await visitor.post(invitations, { email, role_id: roleNamed('Billing') })).body
    expect(data).toMatchObject({
      email,
      organization_id: world.organization('Acme').id,
      initial_organization_role: { name: 'Billing' },
      inviter: { username: 'ada' },
      workspace: null,
      expired: false,
    })
    expect(Date.parse(data.expires_at)).toBe(startOfTime + 10 * dayMs)
    expect(JSON.stringify(data)).not.toContain(token())
    expect(world.outbox()).toMatchObject([{ to: email, purpose: 'organization-invitation' }])
    expect((await accept()).data).toMatchObject({ organization: { name: 'Acme' } })
    expect(world.organizationMembership(email, 'Acme').roleIds).toEqual([roleNamed('Billing')])
    expect((await visitor.get(invitations)).body.data).toEqual([])
  })

  test('to a workspace needs no role of the organization', async () => {
    const { visitor, invitations, roleNamed, world, accept } = await setUpEve()
    const workspace_id = world.workspace('Engineering').id
    const fields = { email, workspace_id, workspace_role_id: roleNamed('Analyst') }
    const { data } = (await visitor.post(invitations, fields)).body
    expect(data).toMatchObject({
      workspace: { name: 'Engineering' },
      initial_organization_role: { name: 'Member' },
      initial_workspace_role: { name: 'Analyst' },
    })
    await accept()
    expect(world.workspaceMembership(email, 'Engineering').roleIds).toEqual([roleNamed('Analyst')])
  })

  test('is listed newest first, by workspace if asked, and says when it has expired', async () => {
    const { visitor, invitations, world } = await setUpEve()
    const workspace_id = world.workspace('Engineering').id
    await visitor.post(invitations, { email })
    world.clock.advance(10 * dayMs)
    await visitor.post(invitations, { email: 'mary@example.com', workspace_id })
    const list = async (query = '') => (await visitor.get(invitations + query)).body.data
    expect(await list()).toMatchObject([
      { email: 'mary@example.com', expired: false },
      { email, expired: true },
    ])
    expect(await list(`?workspace_id=${workspace_id}`)).toMatchObject([{ email: 'mary@example.com' }])
  })

  test('is refused while another one is pending, and to members', async () => {
    const { visitor, invitations, world } = await setUpEve()
    const invite = async (fields: Record<string, string>) => (await visitor.post(invitations, fields)).body
    expect(await invite({ email })).toMatchObject({ status: 200 })
    expect(await invite({ email: 'EVE@example.com' })).toMatchObject(refusal(400))
    expect(await invite({ email: 'linus@example.com' })).toMatchObject(refusal(400))
    const workspace_id = world.workspace('Engineering').id
    expect(await invite({ email, workspace_id })).toMatchObject({ status: 200 })
    expect(await invite({ email: 'linus@example.com', workspace_id })).toMatchObject(refusal(400))
    const marketing = world.workspace('Marketing').id
    expect(await invite({ email: 'linus@example.com', workspace_id: marketing })).toMatchObject({ status: 200 })
    world.clock.advance(10 * dayMs)
    expect(await invite({ email })).toMatchObject({ status: 200 })
  })

  test.each([
    ['no address', { email: 'eve' }],
    ['a role of another organization', { email, role_id: 'Auditor' }],
    ['a role of a workspace', { email, role_id: 'Analyst' }],
    ['a workspace of another organization', { email, workspace_id: 'Research' }],
    ['a role of another workspace', { email, workspace_id: 'Marketing', workspace_role_id: 'Analyst' }],
  ])('with %s is refused', async (_, fields: Record<string, string>) => {
    const { visitor, invitations, world, roleNamed } = await setUpEve()
    const named = Object.entries(fields).map(([name, value]) => {
      if (name.endsWith('role_id')) return [name, roleNamed(value)]
      return [name, name === 'workspace_id' ? world.workspace(value).id : value]
    })
    expect((await visitor.post(invitations, Object.fromEntries(named))).body.status).toBe(400)
    expect(world.outbox()).toEqual([])
  })

  test.each([
    ['organization', { max_allowed_org_members: 3 }, {}],
    ['workspace', { max_allowed_workspace_members: 1 }, { workspace_id: 'Marketing' }],
  ])('is refused when the %s is full', async (_, b2b_settings, place: { workspace_id?: string }) => {
    const { visitor, invitations, world } = await setUpEve()
    world.changeDeployment({ b2b_settings })
    const workspace_id = place.workspace_id ? world.workspace(place.workspace_id).id : '0'
    expect((await visitor.post(invitations, { email, workspace_id })).body).toMatchObject(refusal(403))
  })

  test('to a workspace reaches a member of a full organization', async () => {
    const { visitor, invitations, world } = await setUpEve()
    world.changeDeployment({ b2b_settings: { max_allowed_org_members: 3 } })
    const fields = { email: 'linus@example.com', workspace_id: world.workspace('Marketing').id }
    expect((await visitor.post(invitations, fields)).status).toBe(200)
  })

  test('makes a new member one of the workspace that the organization assigns', async () => {
    const { visitor, invitations, acme, accept, world, roleNamed } = await setUpEve()
    await visitor.post(`${acme}/update`, { auto_assigned_workspace_id: world.workspace('Marketing').id })
    await visitor.post(invitations, { email, role_id: roleNamed('Billing') })
    await accept()
    expect(world.workspaceMembership(email, 'Marketing').roleIds).toEqual(
      world.workspaceMembership('linus', 'Engineering').roleIds,
    )
  })

  test('that is discarded can no longer be accepted', async () => {
    const { visitor, invitations, accept } = await setUpEve()
    const { id } = (await visitor.post(invitations, { email })).body.data
    expect((await visitor.post(`${invitations}/${id}/discard`)).body.data).toEqual({ success: true })
    expect(await accept()).toMatchObject({ errors: [{ code: 'INVALID_INVITATION_TOKEN' }] })
    expect((await visitor.post(`${invitations}/${id}/discard`)).body).toMatchObject(refusal(404))
  })

  test('that is sent again has a new token and ten more days', async () => {
    const { visitor, other, invitations, world, token, accept } = await setUpEve()
    const { id } = (await visitor.post(invitations, { email })).body.data
    const before = token()
    world.clock.advance(9 * dayMs)
    const { data } = (await visitor.post(`${invitations}/${id}/resend`)).body
    expect(data).toMatchObject({ id, email })
    expect(Date.parse(data.expires_at)).toBe(startOfTime + 19 * dayMs)
    await other.signIn(email, 'password')
    const old = await other.post('/organizations/invitations/accept', { token: before })
    expect(old.body).toMatchObject({ errors: [{ code: 'INVALID_INVITATION_TOKEN' }] })
    expect(await accept()).toMatchObject({ data: { organization: { name: 'Acme' } } })
  })

  test('of another organization is not there', async () => {
    const { visitor, invitations, world } = await setUpEve()
    const { id } = world.inviteToOrganization({ email, organization: 'Globex' })
    expect((await visitor.post(`${invitations}/${id}/resend`)).body).toMatchObject(refusal(404))
  })

  test.each(['GET ', 'POST ', 'POST /1/discard', 'POST /1/resend'])('is the managers’: %s', async (route) => {
    const { visitor, acme } = await visitAcme('linus')
    const [method, path = ''] = route.split(' ')
    const call = method === 'GET' ? visitor.get : visitor.post
    expect((await call(`${acme}/invitations${path}`)).body).toMatchObject(refusal(403))
  })
})

import { describe, expect, test } from 'vitest'
import { badBody, refusal, repeated, visitAcme } from '../../visit-acme'
import { setUp } from '../../visitor'

describe('creating a workspace', () => {
  test('makes the creator its admin, and it and its organization active', async () => {
    const { visitor, world } = await visitAcme('linus')
    const organization_id = world.organization('Acme').id
    const { data } = (await visitor.post('/workspaces', { name: 'Sales', organization_id })).body
    expect(data.workspace).toMatchObject({ name: 'Sales', member_count: 1, enforce_2fa: false, enforce_mfa: false })
    expect(data.membership).toMatchObject({
      organization_id,
      workspace_id: data.workspace.id,
      roles: [{ name: 'Admin' }],
    })
    expect((await visitor.session()).active_signin).toMatchObject({
      active_organization_membership_id: world.organizationMembership('linus', 'Acme').id,
      active_workspace_membership_id: data.membership.id,
    })
  })

  test.each([
    ['no name', { organization_id: 'Acme' }, {}, 400],
    ['no organization', { name: 'Sales' }, {}, 400],
    ['workspaces disabled', { name: 'Sales', organization_id: 'Acme' }, { workspaces_enabled: false }, 400],
    [
      'the limit reached',
      { name: 'Sales', organization_id: 'Acme' },
      { limit_workspace_creation_per_org: true, workspaces_per_org_count: 2 },
      403,
    ],
    ['an organization that cannot be entered', { name: 'Sales', organization_id: 'Globex' }, {}, 403],
  ])('is refused with %s', async (_, fields: Record<string, string>, b2b_settings, status) => {
    const { visitor, world } = await visitAcme('linus')
    world.changeDeployment({ b2b_settings })
    const organization_id = fields.organization_id ? world.organization(fields.organization_id).id : ''
    expect((await visitor.post('/workspaces', { ...fields, organization_id })).body.status).toBe(status)
  })

  test('says why an organization cannot be entered', async () => {
    const { visitor, world } = await visitAcme('linus')
    const organization_id = world.organization('Globex').id
    const { message } = (await visitor.post('/workspaces', { name: 'Sales', organization_id })).body
    const [restricted] = (await visitor.get('/me/organization-memberships')).body.data
    expect(message).toBe(restricted.eligibility_restriction.message)
  })

  test('is refused in an organization of others, and signed out', async () => {
    const { visitor, other, world } = await visitAcme()
    const fields = { name: 'Sales', organization_id: world.organization('Acme').id }
    expect((await other.post('/workspaces', fields)).body).toMatchObject(refusal(401))
    world.removeMembership(world.organizationMembership('ada', 'Acme').id)
    expect((await visitor.post('/workspaces', fields)).body).toMatchObject(refusal(403))
  })
})

describe('updating a workspace', () => {
  test.each(['enforce_2fa', 'enforce_mfa'])('takes the second factor as %s and answers both names', async (name) => {
    const { visitor, engineering } = await visitAcme()
    const { data } = (await visitor.post(`${engineering}/update`, { name: 'Engineering', [name]: 'true' })).body
    expect(data.workspace).toMatchObject({ enforce_2fa: true, enforce_mfa: true })
  })

  test('changes the given fields, and shows them in the list of memberships', async () => {
    const { visitor, engineering } = await visitAcme()
    const fields = repeated(['name', 'Works'], ['whitelisted_ips', '10.0.0.1'], ['enable_ip_restriction', 'true'])
    await visitor.post(`${engineering}/update`, undefined, fields)
    const { data } = (await visitor.get('/me/workspace-memberships')).body
    const found = data.find(({ workspace }: { workspace: { name: string } }) => workspace.name === 'Works')
    expect(found.workspace).toMatchObject({ enable_ip_restriction: true, whitelisted_ips: ['10.0.0.1'] })
  })

  test('needs the name', async () => {
    const { visitor, engineering, world } = await visitAcme()
    expect((await visitor.post(`${engineering}/update`, { description: 'New' })).body).toMatchObject(badBody)
    expect(world.workspace('Engineering').description).toBe('')
  })
})

describe('deleting a workspace', () => {
  test('removes its memberships and roles; sign-ins in it keep a dangling id', async () => {
    const { visitor, other, engineering, world } = await visitAcme()
    await other.signIn('linus@example.com')
    await other.post(`/session/switch-workspace?workspace_id=${world.workspace('Engineering').id}`)
    const id = world.workspaceMembership('linus', 'Engineering').id
    expect((await visitor.post(`${engineering}/delete`)).body.data).toEqual({ success: true })
    const { active_signin } = await other.session()
    expect(active_signin.active_workspace_membership_id).toBe(id)
    expect(active_signin).not.toHaveProperty('active_workspace_membership')
    expect(active_signin.active_organization_membership.organization.name).toBe('Acme')
    expect(world.state().roles.map(({ name }) => name)).not.toContain('Analyst')
  })

  test('is refused while new members are assigned to it', async () => {
    const { visitor, acme, engineering, world } = await visitAcme()
    const { id } = world.workspace('Engineering')
    await visitor.post(`${acme}/update`, { auto_assigned_workspace_id: id })
    expect((await visitor.post(`${engineering}/delete`)).body).toMatchObject(refusal(403))
    await visitor.post(`${acme}/update`, { auto_assigned_workspace_id: '0' })
    expect((await visitor.post(`${engineering}/delete`)).status).toBe(200)
  })

  test('is refused when the deployment does not allow it', async () => {
    const { visitor, engineering, world } = await visitAcme()
    world.changeDeployment({ b2b_settings: { allow_workspace_deletion: false } })
    expect((await visitor.post(`${engineering}/delete`)).body).toMatchObject(refusal(403))
  })
})

describe('leaving a workspace', () => {
  test('stays in its organization when it was active', async () => {
    const { visitor, engineering, world } = await visitAcme('linus')
    await visitor.post(`/session/switch-workspace?workspace_id=${world.workspace('Engineering').id}`)
    expect((await visitor.post(`${engineering}/leave`)).body.data).toEqual({ success: true })
    const { active_signin } = await visitor.session()
    expect(active_signin.active_workspace_membership_id).toBeNull()
    expect(active_signin.active_organization_membership.organization.name).toBe('Acme')
    expect((await visitor.get(`${engineering}/members`)).body).toMatchObject(refusal(403))
  })

  test('leaves another active workspace alone', async () => {
    const { visitor, engineering, world } = await visitAcme()
    await visitor.post(`/session/switch-workspace?workspace_id=${world.workspace('Marketing').id}`)
    await visitor.post(`${engineering}/leave`)
    expect((await visitor.session()).active_signin.active_workspace_membership.workspace.name).toBe('Marketing')
  })
})

test.each(['update', 'delete'])('only admins may %s a workspace', async (what) => {
  const { visitor, engineering, world } = await visitAcme('linus')
  const fields = { name: 'Works' }
  expect((await visitor.post(`${engineering}/${what}`, fields)).body).toMatchObject(refusal(403))
  world.setRolePermissions(world.workspaceMembership('linus', 'Engineering').roleIds[0] ?? '', ['workspace:manage'])
  expect((await visitor.post(`${engineering}/${what}`, fields)).body).toMatchObject(refusal(403))
})

test('a created workspace survives a restart', async () => {
  const { visitor, emulator, world } = await visitAcme()
  await visitor.post('/workspaces', { name: 'Sales', organization_id: world.organization('Acme').id })
  const later = setUp({ saved: JSON.parse(JSON.stringify(await emulator.save())) })
  expect(later.world.workspaceMembership('ada', 'Sales')).toEqual(world.workspaceMembership('ada', 'Sales'))
})

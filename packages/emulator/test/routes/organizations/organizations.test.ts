import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { badBody, refusal, repeated, visitAcme } from '../../visit-acme'
import { setUp } from '../../visitor'

describe('creating an organization', () => {
  test('makes the creator its admin and the organization active, and leaves the workspace', async () => {
    const { visitor, world } = await visitAcme()
    await visitor.post(`/session/switch-workspace?workspace_id=${world.workspace('Engineering').id}`)
    const { data } = (await visitor.post('/organizations', { name: ' Initech ', description: 'Prints' })).body
    expect(data.organization).toMatchObject({ name: 'Initech', description: 'Prints', member_count: 1 })
    expect(data.membership).toMatchObject({ organization: { id: data.organization.id }, roles: [{ name: 'Admin' }] })
    expect(data.membership).not.toHaveProperty('eligibility_restriction')
    expect((await visitor.session()).active_signin).toMatchObject({
      active_organization_membership_id: data.membership.id,
      active_workspace_membership_id: null,
    })
  })

  test.each([
    ['a name', { description: 'Prints' }],
    ['more than spaces as a name', { name: '  ' }],
  ])('needs %s', async (_, fields) => {
    const { visitor } = await visitAcme()
    expect((await visitor.post('/organizations', fields)).body).toMatchObject(badBody)
  })

  test.each([
    ['organizations are disabled', { organizations_enabled: false }, 400],
    ['users may not create them', { allow_users_to_create_orgs: false }, 403],
    ['the limit is reached', { limit_org_creation_per_user: true, max_orgs_per_user: 2 }, 403],
  ])('is refused when %s', async (_, b2b_settings, status) => {
    const { visitor, world } = await visitAcme()
    world.changeDeployment({ b2b_settings })
    expect((await visitor.post('/organizations', { name: 'Initech' })).body).toMatchObject(refusal(status))
  })

  test('counts only the organizations that the user created', async () => {
    const { visitor, world } = await visitAcme('linus')
    world.changeDeployment({ b2b_settings: { limit_org_creation_per_user: true, max_orgs_per_user: 1 } })
    expect((await visitor.post('/organizations', { name: 'Initech' })).status).toBe(200)
    expect((await visitor.post('/organizations', { name: 'Umbrella' })).status).toBe(403)
  })

  test('is refused when signed out', async () => {
    expect((await setUp().visitor.post('/organizations', { name: 'Initech' })).body).toMatchObject(refusal(401))
  })
})

describe('updating an organization', () => {
  test('changes the given fields only', async () => {
    const { visitor, acme } = await visitAcme()
    const { data } = (await visitor.post(`${acme}/update`, { description: '' })).body
    expect(data).toMatchObject({ name: 'Acme', description: '', public_metadata: { plan: 'pro' } })
    const [, membership] = (await visitor.get('/me/organization-memberships')).body.data
    expect(membership.organization).toMatchObject({ id: data.id, description: '' })
  })

  test.each([
    ['repeated', ['whitelisted_ips', 'whitelisted_ips']],
    ['with indices', ['whitelisted_ips[0]', 'whitelisted_ips[1]']],
  ])('takes addresses %s, and keeps them when none is sent', async (_, [first = '', second = '']) => {
    const { visitor, acme } = await visitAcme()
    const ips = repeated([first, '10.0.0.1'], [second, '10.0.0.0/24'], ['enable_ip_restriction', 'true'])
    await visitor.post(`${acme}/update`, undefined, ips)
    const { data } = (await visitor.post(`${acme}/update`, { name: 'Acme 2', enable_ip_restriction: 'false' })).body
    expect(data).toMatchObject({ name: 'Acme 2', whitelisted_ips: ['10.0.0.1', '10.0.0.0/24'] })
    expect(data.enable_ip_restriction).toBe(false)
  })

  test.each(['enforce_mfa', 'enforce_mfa_setup'])('takes the second factor as %s', async (name) => {
    const { visitor, acme } = await visitAcme()
    expect((await visitor.post(`${acme}/update`, { [name]: 'true' })).body.data.enforce_mfa).toBe(true)
    expect((await visitor.post(`${acme}/update`, {})).body).toMatchObject({ errors: [{ code: 'MFA_REQUIRED' }] })
  })

  test('assigns new members to a workspace, and with 0 to none', async () => {
    const { visitor, acme, world } = await visitAcme()
    const { id } = world.workspace('Marketing')
    const assign = async (to: string) =>
      (await visitor.post(`${acme}/update`, { auto_assigned_workspace_id: to })).body.data.auto_assigned_workspace_id
    expect(await assign(id)).toBe(id)
    expect(await assign('')).toBe(id)
    expect(await assign('0')).toBeNull()
  })

  test.each([
    ['an empty name', { name: '' }],
    ['a flag that is none', { enforce_mfa: 'perhaps' }],
    ['a workspace elsewhere', { auto_assigned_workspace_id: '1' }],
  ])('refuses %s and changes nothing', async (_, fields: Record<string, string>) => {
    const { visitor, acme, world } = await visitAcme()
    const before = world.organization('Acme')
    expect((await visitor.post(`${acme}/update`, { description: 'New', ...fields })).status).toBe(400)
    expect(world.organization('Acme')).toEqual(before)
  })
})

describe('deleting an organization', () => {
  test('removes everything in it; sign-ins keep dangling ids', async () => {
    const { visitor, other, acme, world } = await visitAcme()
    await other.signIn('linus@example.com')
    const workspace = world.workspace('Engineering').id
    await other.post(`/session/switch-workspace?workspace_id=${workspace}`)
    const { active_workspace_membership_id } = (await other.session()).active_signin
    world.inviteToOrganization({ email: 'eve@example.com', organization: 'Acme' })
    expect((await visitor.post(`${acme}/delete`)).body.data).toEqual({ success: true })
    const { active_signin } = await other.session()
    expect(active_signin.active_workspace_membership_id).toBe(active_workspace_membership_id)
    expect(active_signin).not.toHaveProperty('active_workspace_membership')
    expect(active_signin).not.toHaveProperty('active_organization_membership')
    const left = world.state()
    expect(left.organizations.map(({ name }) => name)).toEqual(['Globex'])
    expect(left.workspaces.map(({ name }) => name)).toEqual(['Research', 'Operations'])
    expect(left.organizationInvitations).toEqual([])
    expect(left.roles.map(({ name }) => name)).not.toContain('Analyst')
    expect((await visitor.post(`${acme}/delete`)).body).toMatchObject(refusal(403))
  })

  test('is refused to everyone but the owner, also to other admins', async () => {
    const { visitor, acme, world, memberOfAcme } = await visitAcme('linus')
    world.setMembershipRoles(memberOfAcme('linus'), ['Admin'])
    expect((await visitor.post(`${acme}/delete`)).body).toMatchObject(refusal(403))
  })

  test('is refused when the deployment does not allow it', async () => {
    const { visitor, acme, world } = await visitAcme()
    world.changeDeployment({ b2b_settings: { allow_org_deletion: false } })
    expect((await visitor.post(`${acme}/delete`)).body).toMatchObject(refusal(403))
  })
})

describe('leaving an organization', () => {
  test('ends the memberships in it and clears it where it was active', async () => {
    const { visitor, acme, world } = await visitAcme('linus')
    await visitor.post(`/session/switch-workspace?workspace_id=${world.workspace('Engineering').id}`)
    expect((await visitor.post(`${acme}/leave`)).body.data).toEqual({ success: true })
    expect((await visitor.session()).active_signin).toMatchObject({
      active_organization_membership_id: null,
      active_workspace_membership_id: null,
    })
    expect(() => world.workspaceMembership('linus', 'Engineering')).toThrow()
  })

  test('leaves another active organization alone', async () => {
    const { visitor, acme, world } = await visitAcme('grace')
    await visitor.post(`/session/switch-organization?organization_id=${world.organization('Globex').id}`)
    await visitor.post(`${acme}/leave`)
    const { active_signin } = await visitor.session()
    expect(active_signin.active_organization_membership.organization.name).toBe('Globex')
  })

  test('is refused to the only admin', async () => {
    const { visitor, acme, world, memberOfAcme } = await visitAcme()
    expect((await visitor.post(`${acme}/leave`)).body).toMatchObject(refusal(403))
    world.setMembershipRoles(memberOfAcme('linus'), ['Admin'])
    expect((await visitor.post(`${acme}/leave`)).status).toBe(200)
  })
})

test('a created organization and its owner survive a restart', async () => {
  const { visitor, emulator } = await visitAcme('linus')
  const { id } = (await visitor.post('/organizations', { name: 'Initech' })).body.data.organization
  const later = setUp({ saved: JSON.parse(JSON.stringify(await emulator.save())) })
  await later.visitor.signIn('linus@example.com', seedPassword)
  expect((await later.visitor.session()).active_signin.active_organization_membership.organization.id).toBe(id)
  expect((await later.visitor.post(`/organizations/${id}/delete`)).status).toBe(200)
})

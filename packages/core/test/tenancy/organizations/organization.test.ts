import { describe, expect, test } from 'vitest'
import { createOrganization, type OrganizationFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { anything, type Person, pass } from '../../set-up.js'
import { setUpInAcme, watched } from '../stage.js'

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInAcme(people)
  stage.world.changeDeployment({ b2b_settings: { ip_allowlist_per_org_enabled: true } })
  const flow = createOrganization(stage.client)
  await watched(flow)
  const updates = () => stage.asked(`POST ${stage.acme}/update`).length
  return { ...stage, flow, updates }
}

const manage = (flow: OrganizationFlow) => at(flow.$state.get(), 'manage')
const png = new File(['png'], 'logo.png', { type: 'image/png' })

describe('updating', () => {
  test('shows every change, in the session and in the addresses', async () => {
    const { flow, client, world, workspace } = await setUp()
    expect(manage(flow)).toMatchObject({ organization: { name: 'Acme' }, whitelistedIps: [] })
    const { error } = await manage(flow).update({
      name: 'Acme Ltd',
      description: 'Makes more',
      image: png,
      whitelistedIps: ['127.0.0.1', '10.0.0.0/8'],
      enableIpRestriction: true,
      enforceMfa: true,
      autoAssignedWorkspaceId: workspace('Engineering'),
    })
    expect(error).toBeUndefined()
    expect(client.$activeOrganization.get()).toMatchObject({
      name: 'Acme Ltd',
      description: 'Makes more',
      enableIpRestriction: true,
      enforceMfa: true,
      autoAssignedWorkspaceId: workspace('Engineering'),
      imageUrl: expect.stringMatching(/./),
    })
    await pass()
    expect(manage(flow).whitelistedIps).toEqual(['127.0.0.1', '10.0.0.0/8'])
    expect(world.organization('Acme Ltd')).toMatchObject({ enforceMfa: true })
  })

  test.each([
    ['the same flow', (first: OrganizationFlow) => first],
    ['another flow', (_: OrganizationFlow, another: OrganizationFlow) => another],
  ])('sends the old addresses that %s sets again at once, before they were loaded', async (_, choose) => {
    const { flow, client, updates } = await setUp()
    await manage(flow).update({ whitelistedIps: ['127.0.0.1'] })
    await pass()
    const second = choose(flow, createOrganization(client))
    await manage(flow).update({ whitelistedIps: ['127.0.0.1', '10.0.0.0/8'] })
    expect(manage(flow).whitelistedIps).toEqual(['127.0.0.1'])
    expect((await manage(second).update({ whitelistedIps: ['127.0.0.1'] })).error).toBeUndefined()
    await pass()
    expect(updates()).toBe(3)
    expect(manage(flow).whitelistedIps).toEqual(['127.0.0.1'])
  })

  test('removes the picture and the workspace for new members', async () => {
    const { flow, client, workspace, updates } = await setUp()
    await manage(flow).update({ image: png, autoAssignedWorkspaceId: workspace('Engineering') })
    expect((await manage(flow).update({ image: null, autoAssignedWorkspaceId: undefined })).error).toBeUndefined()
    expect(client.$activeOrganization.get()).toMatchObject({ imageUrl: '', autoAssignedWorkspaceId: undefined })
    await manage(flow).update({ image: null, autoAssignedWorkspaceId: undefined })
    expect(updates()).toBe(2)
  })

  test('asks nothing when nothing differs', async () => {
    const { flow, updates } = await setUp()
    const { organization } = manage(flow)
    const { name, description, enforceMfa, enableIpRestriction, autoAssignedWorkspaceId } = organization
    const same = { name, description, enforceMfa, enableIpRestriction, autoAssignedWorkspaceId, whitelistedIps: [] }
    expect((await manage(flow).update(same)).error).toBeUndefined()
    expect(updates()).toBe(0)
  })

  test('cannot-be-cleared: the addresses, before anything is asked', async () => {
    const { flow, updates } = await setUp()
    await manage(flow).update({ whitelistedIps: ['127.0.0.1'] })
    await pass()
    expect((await manage(flow).update({ whitelistedIps: [], name: 'Other' })).error?.code).toBe('cannot-be-cleared')
    expect(updates()).toBe(1)
  })

  test('cannot-be-cleared: a description that the server keeps', async () => {
    const { flow, world, acme } = await setUp()
    const body = '{"status":200,"message":"","data":{},"session":null,"errors":null}'
    world.faults.add({ path: `${acme}/update`, status: 200, body, once: true })
    expect((await manage(flow).update({ description: '' })).error?.code).toBe('cannot-be-cleared')
  })

  test('picture-rejected, invalid-argument', async () => {
    const { flow } = await setUp()
    const text = new File(['text'], 'a.txt', { type: 'text/plain' })
    expect((await manage(flow).update({ image: text })).error?.code).toBe('picture-rejected')
    expect((await manage(flow).update({ name: '' })).error?.code).toBe('invalid-argument')
  })

  test('forbidden: names the missing permission', async () => {
    const { flow } = await setUp(['linus'])
    const { error } = await manage(flow).update({ name: 'Mine' })
    expect(error?.code).toBe('forbidden')
    expect(error?.cause.data).toEqual({ missing: ['organization:admin', 'organization:manage'] })
  })

  test.each([
    ['mfa-required', { enforceMfa: true }],
    ['address-not-allowed', { whitelistedIps: ['203.0.113.7'] }],
  ])('%s', async (code, rules) => {
    const { flow, world, roleOf, memberOf, client } = await setUp(['linus'])
    world.changeDeployment({ b2b_settings: { enforce_mfa_per_org_enabled: true } })
    world.setRolePermissions(roleOf('Billing'), ['organization:manage'])
    world.setMembershipRoles(memberOf('linus'), ['Billing'])
    await client.refetch()
    world.setEntryRules({ organization: 'Acme' }, rules)
    expect((await manage(flow).update({ name: 'Mine' })).error?.code).toBe(code)
  })

  test.each([
    ['of a name is made good by the session', { name: 'Acme Ltd' }, undefined],
    ['of a picture, too', { image: png }, undefined],
    ['of addresses is not certain', { whitelistedIps: ['127.0.0.1'] }, 'unconfirmed'],
  ])('a lost answer %s', async (_, changes, code) => {
    const { flow, world, acme } = await setUp()
    world.faults.add({ path: `${acme}/update`, dropResponse: true, once: true })
    expect((await manage(flow).update(changes)).error?.code).toBe(code)
  })

  test.each([
    ['a name', { name: 'Acme Ltd' }, 'offline'],
    ['a workspace', { autoAssignedWorkspaceId: '7' }, 'offline'],
    ['a picture', { image: png }, 'unconfirmed'],
  ])('a change of %s that never arrived is an error', async (_, changes, code) => {
    const { flow, world, acme } = await setUp()
    world.faults.add({ path: `${acme}/update`, drop: true, once: true })
    expect((await manage(flow).update(changes)).error?.code).toBe(code)
  })
})

describe('deleting and leaving', () => {
  test('owner-only: those who did not create it cannot delete it', async () => {
    const { flow } = await setUp(['linus'])
    expect((await manage(flow).delete()).error?.code).toBe('owner-only')
  })

  test('forbidden: the deployment deletes none', async () => {
    const { flow, client, world } = await setUp()
    await client.mutate({
      method: 'post',
      path: 'organizations',
      form: { name: 'Mine' },
      schema: anything,
    })
    world.changeDeployment({ b2b_settings: { allow_org_deletion: false } })
    expect((await manage(flow).delete()).error?.code).toBe('forbidden')
  })

  test.each([false, true])('the owner deletes it, and the context is left; its answer is lost: %s', async (isLost) => {
    const { flow, client, world } = await setUp()
    await client.mutate({
      method: 'post',
      path: 'organizations',
      form: { name: 'Mine' },
      schema: anything,
    })
    if (isLost) world.faults.add({ path: '/organizations/*/delete', dropResponse: true, once: true })
    const { error, step } = await manage(flow).delete()
    expect([error, step.kind]).toEqual([undefined, 'no-organization'])
    expect(client.$activeOrganization.get()).toBeNull()
  })

  test.each([false, true])('leaves it; its answer is lost: %s', async (isLost) => {
    const { flow, client, world } = await setUp(['linus'])
    if (isLost) world.faults.add({ path: '/organizations/*/leave', dropResponse: true, once: true })
    const { error, step } = await manage(flow).leave()
    expect([error, step.kind]).toEqual([undefined, 'no-organization'])
    expect(client.$activeOrganization.get()).toBeNull()
  })

  test.each([
    ['leave', undefined],
    ['leave', 'Globex'],
    ['delete', undefined],
    ['delete', 'Globex'],
  ] as const)('context-changed: its %s was lost, and another page entered %s', async (ending, entered) => {
    const { flow, client, world, tab, organization, memberOf } = await setUp(['grace'])
    world.faults.add({ path: `/organizations/*/${ending}`, drop: true, once: true })
    const other = tab({ openChannel: () => undefined }).client
    other.start()
    await other.switchOrganization(entered && organization(entered))
    expect((await manage(flow)[ending]()).error?.code).toBe('context-changed')
    expect(client.$activeOrganization.get()?.name).toBe(entered)
    expect(memberOf('grace')).toBeDefined()
  })

  test('last-admin: leaving never arrived, or is refused', async () => {
    const { flow, world } = await setUp()
    expect((await manage(flow).leave()).error?.code).toBe('last-admin')
    world.faults.add({ path: '/organizations/*/leave', drop: true, once: true })
    expect((await manage(flow).leave()).error?.code).toBe('offline')
  })

  test('an organization that was deleted elsewhere is left', async () => {
    const { flow, client, world, memberOf } = await setUp()
    world.removeMembership(memberOf('ada'))
    expect((await manage(flow).update({ name: 'Mine' })).error?.code).toBe('context-changed')
    at(flow.$state.get(), 'no-organization')
    expect(client.$activeOrganization.get()).toBeNull()
  })
})

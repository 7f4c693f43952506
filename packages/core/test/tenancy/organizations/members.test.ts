import { describe, expect, test } from 'vitest'
import { createOrganizationMembers, type OrganizationMembersFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { type Person, pass } from '../../set-up.js'
import { claimsOf, crowded, setUpInAcme, watched } from '../stage.js'

const setUp = async (people?: readonly Person[], options?: Parameters<typeof setUpInAcme>[1]) => {
  const stage = await setUpInAcme(people, options)
  const flow = createOrganizationMembers(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: OrganizationMembersFlow) => at(flow.$state.get(), 'manage')
const rolesOf = (flow: OrganizationMembersFlow, username: string) =>
  manage(flow)
    .members?.find(({ user }) => user?.username === username)
    ?.roles.map(({ name }) => name)
const names = (flow: OrganizationMembersFlow) =>
  manage(flow)
    .members?.map(({ user }) => user?.username)
    .toSorted()

describe('changing members', () => {
  test('adds and removes roles and members, each with one load of the list', async () => {
    const { flow, memberOf, roleOf, asked, acme } = await setUp()
    const listed = () => asked(`GET ${acme}/members`).length
    await manage(flow).addRole(memberOf('linus'), roleOf('Billing'))
    expect(rolesOf(flow, 'linus')).toEqual(['Member', 'Billing'])
    expect(listed()).toBe(2)
    await manage(flow).removeRole(memberOf('linus'), roleOf('Member'))
    expect(rolesOf(flow, 'linus')).toEqual(['Billing'])
    expect((await manage(flow).remove(memberOf('linus'))).error).toBeUndefined()
    expect(names(flow)).toEqual(['ada', 'grace'])
    expect(listed()).toBe(4)
  })

  test('shows the outcome without listeners, too', async () => {
    const { client, memberOf } = await setUpInAcme()
    const flow = createOrganizationMembers(client)
    await manage(flow).remove(memberOf('linus'))
    expect(names(flow)).toEqual(['ada', 'grace'])
  })

  test('a role of oneself is in the next token', async () => {
    const { flow, client, memberOf, roleOf } = await setUp()
    const permissions = async () => claimsOf(await client.getToken()).permissions.organization
    expect(await permissions()).toContain('invoices:write')
    await manage(flow).removeRole(memberOf('ada'), roleOf('Billing'))
    expect(await permissions()).toEqual(['organization:admin'])
    expect(client.has({ permission: 'invoices:write' })).toBe(false)
    await manage(flow).addRole(memberOf('ada'), roleOf('Billing'))
    expect(await permissions()).toContain('invoices:write')
  })

  test.each([
    ['forbidden', 403],
    ['mfa-required', 403],
  ])('%s: an ordinary member changes nothing', async (code) => {
    const { flow, memberOf, world } = await setUp(['linus'])
    if (code === 'mfa-required') {
      world.changeDeployment({ b2b_settings: { enforce_mfa_per_org_enabled: true } })
      world.setEntryRules({ organization: 'Acme' }, { enforceMfa: true })
    }
    const { error } = await manage(flow).remove(memberOf('grace'))
    expect(error?.code).toBe(code)
    if (code !== 'forbidden') return
    expect(error?.cause.data).toEqual({ missing: ['organization:admin', 'organization:manage'] })
    expect(error?.message).toContain('organization:manage')
    expect(names(flow)).toHaveLength(3)
  })

  test('member-not-found, role-not-found: none of them', async () => {
    const { flow, memberOf } = await setUp()
    expect((await manage(flow).remove('1')).error?.code).toBe('member-not-found')
    expect((await manage(flow).addRole('../1', '2')).error?.code).toBe('member-not-found')
    expect((await manage(flow).addRole(memberOf('linus'), '1')).error?.code).toBe('role-not-found')
    expect((await manage(flow).remove('')).error?.code).toBe('invalid-argument')
  })

  test('last-admin: the server keeps one', async () => {
    const { flow, memberOf, world, acme } = await setUp()
    const body = JSON.stringify({ status: 403, message: 'The only admin cannot be removed', data: null, errors: null })
    world.faults.add({ path: `${acme}/members/*/remove`, status: 403, body, once: true })
    expect((await manage(flow).remove(memberOf('ada'))).error?.code).toBe('last-admin')
  })

  test('context-changed: a change that waits for its turn is not sent in another place', async () => {
    const { flow, memberOf, client, world, asked, acme, organization } = await setUp()
    world.changeDeployment({ b2b_settings: { enforce_mfa_per_org_enabled: false } })
    const slow = world.faults.add({ path: `${acme}/members/*/roles/*/add`, hold: true, once: true })
    const { addRole, remove } = manage(flow)
    const adding = addRole(memberOf('grace'), '1')
    await slow.held()
    const removing = remove(memberOf('linus'))
    const switching = client.switchOrganization(organization('Globex'))
    slow.release()
    expect((await adding).error?.code).toBeDefined()
    await switching
    expect((await removing).error?.code).toBe('context-changed')
    expect(asked().filter((line) => line.endsWith('/remove'))).toEqual([])
  })
})

describe('a lost answer', () => {
  test.each(['*/remove', '*/roles/*/add', '*/roles/*/remove'])('of %s is made good by the list', async (path) => {
    const { flow, memberOf, roleOf, world, acme } = await setUp()
    world.faults.add({ path: `${acme}/members/${path}`, dropResponse: true, once: true })
    const { remove, addRole, removeRole } = manage(flow)
    const id = memberOf('linus')
    const [change] =
      path === '*/remove'
        ? [remove(id)]
        : path.endsWith('add')
          ? [addRole(id, roleOf('Billing'))]
          : [removeRole(id, roleOf('Member'))]
    expect((await change)?.error).toBeUndefined()
  })

  test('of a change that never arrived is an error', async () => {
    const { flow, memberOf, world, acme } = await setUp()
    world.faults.add({ path: `${acme}/members/*/remove`, drop: true, once: true })
    expect((await manage(flow).remove(memberOf('linus'))).error?.code).toBe('offline')
    expect(names(flow)).toHaveLength(3)
  })

  test('unconfirmed: the member may be on another page, or the list cannot be loaded', async () => {
    const { flow, memberOf, world, acme } = await setUp(['ada'], { seed: crowded(30) })
    world.faults.add({ path: `${acme}/members/*/remove`, dropResponse: true, once: true })
    expect((await manage(flow).remove(memberOf('m1'))).error?.code).toBe('unconfirmed')
    world.faults.add({ path: `${acme}/members/*/remove`, drop: true, once: true })
    world.faults.add({ path: `${acme}/members`, status: 500 })
    expect((await manage(flow).remove(memberOf('m2'))).error?.code).toBe('unconfirmed')
  })
})

describe('a membership that is lost elsewhere', () => {
  test.each(['is seen by the next look at the session', 'is seen by the list that is refused'])('%s', async (way) => {
    const { flow, client, world, memberOf } = await setUp(['linus'])
    const seen: unknown[] = []
    client.$activeOrganization.listen((organization) => seen.push([organization, flow.$state.get().step.kind]))
    world.removeMembership(memberOf('linus'))
    if (way.includes('list')) await manage(flow).reload()
    else await client.refetch()
    expect(seen).toEqual([[null, 'no-organization']])
    expect(client.$activeOrganization.get()).toBeNull()
    await pass()
    const claims = claimsOf(await client.getToken())
    expect(claims.organization).toBeUndefined()
    expect(JSON.stringify(flow.$state.get())).not.toContain('grace')
  })

  test('ends a change that was asked for in it', async () => {
    const { flow, client, world, memberOf } = await setUp(['ada'])
    world.removeMembership(memberOf('ada'))
    expect((await manage(flow).remove(memberOf('linus'))).error?.code).toBe('context-changed')
    at(flow.$state.get(), 'no-organization')
    expect(client.$activeOrganization.get()).toBeNull()
  })

  test('by oneself: removing oneself leaves the organization', async () => {
    const { flow, client, memberOf } = await setUp(['ada'])
    const { error, step } = await manage(flow).remove(memberOf('ada'))
    expect(error).toBeUndefined()
    expect(step.kind).toBe('no-organization')
    expect(client.$activeOrganization.get()).toBeNull()
  })
})

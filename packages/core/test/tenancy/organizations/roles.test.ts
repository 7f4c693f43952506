import { describe, expect, test } from 'vitest'
import { createOrganizationRoles, type OrganizationRolesFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import type { Person } from '../../set-up.js'
import { setUpInAcme, watched } from '../stage.js'

const listed = ['invoices:read', 'reports:read']

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInAcme(people)
  stage.world.changeDeployment({ b2b_settings: { custom_org_role_enabled: true, organization_permissions: listed } })
  const flow = createOrganizationRoles(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: OrganizationRolesFlow) => at(flow.$state.get(), 'manage')
const names = (flow: OrganizationRolesFlow) => manage(flow).roles?.map(({ name }) => name)
const auditor = { name: 'Auditor', permissions: listed }

test('shows the roles of the deployment and of the organization', async () => {
  const { flow, organization } = await setUp(['linus'])
  expect(names(flow)?.toSorted()).toEqual(['Admin', 'Billing', 'Member'])
  const own = manage(flow).roles?.filter(({ organizationId }) => organizationId === organization('Acme'))
  expect(own?.map(({ name }) => name)).toEqual(['Billing'])
})

test('creates a role with all its permissions, and removes it', async () => {
  const { flow, asked, acme } = await setUp()
  expect((await manage(flow).create(auditor)).error).toBeUndefined()
  expect(manage(flow).roles?.find(({ name }) => name === 'Auditor')?.permissions).toEqual(listed)
  const id = manage(flow).roles?.find(({ name }) => name === 'Auditor')?.id ?? ''
  expect((await manage(flow).remove(id)).error).toBeUndefined()
  expect(names(flow)).not.toContain('Auditor')
  expect(asked(`GET ${acme}/roles`)).toHaveLength(3)
})

describe('refusals', () => {
  test('custom-roles-off', async () => {
    const { flow, world } = await setUp()
    world.changeDeployment({ b2b_settings: { custom_org_role_enabled: false } })
    expect((await manage(flow).create(auditor)).error?.code).toBe('custom-roles-off')
  })

  test('permission-not-allowed', async () => {
    const { flow } = await setUp()
    const { error } = await manage(flow).create({ name: 'Auditor', permissions: ['everything:write'] })
    expect(error?.code).toBe('permission-not-allowed')
  })

  test('forbidden: an ordinary member', async () => {
    const { flow } = await setUp(['linus'])
    const { error } = await manage(flow).create(auditor)
    expect(error?.code).toBe('forbidden')
    expect(error?.cause.data).toEqual({ missing: ['organization:admin', 'organization:manage'] })
  })

  test('role-not-found, invalid-argument', async () => {
    const { flow } = await setUp()
    expect((await manage(flow).remove('1')).error?.code).toBe('role-not-found')
    expect((await manage(flow).remove('')).error?.code).toBe('invalid-argument')
    expect((await manage(flow).create({ name: ' ', permissions: [] })).error?.code).toBe('invalid-argument')
  })

  test('forbidden: a role of the deployment stays', async () => {
    const { flow, roleOf } = await setUp()
    expect((await manage(flow).remove(roleOf('Member'))).error?.code).toBe('forbidden')
  })
})

test('lost answers are made good by the list; what never arrived is an error', async () => {
  const { flow, world, acme } = await setUp()
  world.faults.add({ path: `${acme}/roles`, method: 'POST', dropResponse: true, once: true })
  expect((await manage(flow).create(auditor)).error).toBeUndefined()
  const id = manage(flow).roles?.find(({ name }) => name === 'Auditor')?.id ?? ''
  world.faults.add({ path: `${acme}/roles/*/remove`, drop: true, once: true })
  expect((await manage(flow).remove(id)).error?.code).toBe('offline')
  world.faults.add({ path: `${acme}/roles/*/remove`, dropResponse: true, once: true })
  expect((await manage(flow).remove(id)).error).toBeUndefined()
  expect(names(flow)).not.toContain('Auditor')
})

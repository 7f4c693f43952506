import { describe, expect, test, vi } from 'vitest'
import { createWorkspaceRoles, type WorkspaceRolesFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import type { Person } from '../../set-up.js'
import { setUpInEngineering, watched } from '../stage.js'

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInEngineering(people)
  const flow = createWorkspaceRoles(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: WorkspaceRolesFlow) => at(flow.$state.get(), 'manage')
const roleOf = (flow: WorkspaceRolesFlow, name: string) => manage(flow).roles?.find((role) => role.name === name)
const names = (flow: WorkspaceRolesFlow) => manage(flow).roles?.map(({ name }) => name)

describe('the roles of a workspace', () => {
  test('are those of the deployment and its own, which are created and removed', async () => {
    const { flow, client } = await setUp()
    expect(roleOf(flow, 'Admin')?.workspaceId).toBeUndefined()
    expect(roleOf(flow, 'Analyst')?.permissions).toEqual(['reports:read'])
    const mutate = vi.spyOn(client, 'mutate')
    const permissions = ['reports:read', 'workspace:member']
    expect((await manage(flow).create({ name: 'Reader', permissions })).error).toBeUndefined()
    expect(mutate.mock.calls[0]?.[0].form).toEqual({ name: 'Reader', permissions })
    expect(roleOf(flow, 'Reader')?.permissions).toEqual(permissions)
    expect((await manage(flow).remove(roleOf(flow, 'Reader')?.id ?? '')).error).toBeUndefined()
    expect(names(flow)).not.toContain('Reader')
  })

  test('role-in-use: members have it', async () => {
    const { flow } = await setUp()
    expect((await manage(flow).remove(roleOf(flow, 'Analyst')?.id ?? '')).error?.code).toBe('role-in-use')
    expect((await manage(flow).remove('1')).error?.code).toBe('role-not-found')
  })

  test('permission-not-allowed, custom-roles-off: the deployment does not allow it', async () => {
    const { flow, world } = await setUp()
    const odd = { name: 'Odd', permissions: ['moon:walk'] }
    expect((await manage(flow).create(odd)).error?.code).toBe('permission-not-allowed')
    world.changeDeployment({ b2b_settings: { custom_workspace_role_enabled: false } })
    expect((await manage(flow).create({ name: 'Odd', permissions: [] })).error?.code).toBe('custom-roles-off')
  })

  test('forbidden: who is not its admin sees them and changes nothing', async () => {
    const { flow } = await setUp(['linus'])
    expect(names(flow)).toContain('Analyst')
    const { error } = await manage(flow).create({ name: 'Reader', permissions: [] })
    expect(error?.code).toBe('forbidden')
    expect(error?.cause.data).toEqual({ missing: ['workspace:admin'] })
  })

  test('are those of another workspace as soon as it is active', async () => {
    const { flow, client, workspace } = await setUp()
    const seen: unknown[] = []
    client.$activeWorkspace.listen(() => seen.push(manage(flow).roles))
    await client.switchWorkspace(workspace('Marketing'))
    expect(seen).toEqual([undefined])
    await manage(flow).reload()
    expect(names(flow)).not.toContain('Analyst')
  })

  test.each(['', '/*/delete'])('a lost answer of %s is made good by the list', async (path) => {
    const { flow, world, engineering } = await setUp()
    await manage(flow).create({ name: 'Reader', permissions: [] })
    world.faults.add({ method: 'POST', path: `${engineering}/roles${path}`, dropResponse: true, once: true })
    const { create, remove } = manage(flow)
    const change = path ? remove(roleOf(flow, 'Reader')?.id ?? '') : create({ name: 'Reader', permissions: [] })
    expect((await change).error).toBeUndefined()
    expect(names(flow)?.filter((name) => name === 'Reader')).toHaveLength(path ? 0 : 2)
  })
})

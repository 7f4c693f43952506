import { describe, expect, test } from 'vitest'
import { createWorkspaceMembers, type WorkspaceMembersFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import type { Person } from '../../set-up.js'
import { setUpInEngineering, watched } from '../stage.js'

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInEngineering(people)
  const flow = createWorkspaceMembers(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: WorkspaceMembersFlow) => at(flow.$state.get(), 'manage')
const memberOf = (flow: WorkspaceMembersFlow, username: string) =>
  manage(flow).members?.find(({ user }) => user?.username === username)
const names = (flow: WorkspaceMembersFlow) =>
  manage(flow)
    .members?.map(({ user }) => user?.username)
    .toSorted()

describe('the members of a workspace', () => {
  test('are listed with their roles, searched, changed and removed from the workspace only', async () => {
    const { flow, roleOf, world } = await setUp()
    expect(names(flow)).toEqual(['ada', 'grace', 'linus'])
    expect(memberOf(flow, 'ada')).toMatchObject({ user: { email: 'ada@example.com' }, roles: [{ name: 'Admin' }] })
    const id = memberOf(flow, 'linus')?.id ?? ''
    await manage(flow).addRole(id, roleOf('Analyst'))
    expect(memberOf(flow, 'linus')?.roles.map(({ name }) => name)).toEqual(['Member', 'Analyst'])
    await manage(flow).removeRole(id, roleOf('Analyst'))
    expect(memberOf(flow, 'linus')?.roles.map(({ name }) => name)).toEqual(['Member'])
    expect((await manage(flow).remove(id)).error).toBeUndefined()
    expect(names(flow)).toEqual(['ada', 'grace'])
    expect(world.organizationMembership('linus', 'Acme')).toBeDefined()
  })

  test('forbidden: an ordinary member sees them and changes nothing', async () => {
    const { flow } = await setUp(['linus'])
    const { error } = await manage(flow).remove(memberOf(flow, 'grace')?.id ?? '')
    expect(error?.code).toBe('forbidden')
    expect(error?.cause.data).toEqual({ missing: ['workspace:admin', 'workspace:manage'] })
  })

  test('member-not-found, role-not-found: the workspace has none of them', async () => {
    const { flow } = await setUp()
    expect((await manage(flow).remove('1')).error?.code).toBe('member-not-found')
    expect((await manage(flow).addRole(memberOf(flow, 'linus')?.id ?? '', '1')).error?.code).toBe('role-not-found')
  })

  test('mfa-required: says what keeps the account out', async () => {
    const { client, world } = await setUpInEngineering(['linus'])
    world.setEntryRules({ workspace: 'Engineering' }, { enforceMfa: true })
    const flow = createWorkspaceMembers(client)
    await watched(flow)
    const { reason, workspace, reload } = at(flow.$state.get(), 'refused')
    expect([reason.code, workspace.name]).toEqual(['mfa-required', 'Engineering'])
    world.setEntryRules({ workspace: 'Engineering' }, { enforceMfa: false })
    expect(at(await reload(), 'manage').members).toHaveLength(3)
  })

  test('are gone in the instant another workspace is active, or none', async () => {
    const { flow, client, workspace, organization } = await setUp()
    const seen: unknown[] = []
    client.$activeWorkspace.listen(() => {
      const { step } = flow.$state.get()
      seen.push(step.kind === 'manage' ? [step.workspace.name, step.members] : step.kind)
    })
    await client.switchWorkspace(workspace('Marketing'))
    await client.switchOrganization(organization('Acme'))
    await client.signOut()
    expect(seen).toEqual([['Marketing', undefined], 'no-workspace'])
    at(flow.$state.get(), 'signed-out')
  })

  test('a lost answer is made good by the list', async () => {
    const { flow, world } = await setUp()
    world.faults.add({ path: '/workspaces/*/members/*/remove', dropResponse: true, once: true })
    expect((await manage(flow).remove(memberOf(flow, 'linus')?.id ?? '')).error).toBeUndefined()
    expect(names(flow)).toEqual(['ada', 'grace'])
  })

  test('an ordinary member that removes itself leaves the workspace', async () => {
    const { flow, client } = await setUp()
    const { error, step } = await manage(flow).remove(memberOf(flow, 'ada')?.id ?? '')
    expect([error, step.kind]).toEqual([undefined, 'no-workspace'])
    expect(client.$activeWorkspace.get()).toBeNull()
  })
})

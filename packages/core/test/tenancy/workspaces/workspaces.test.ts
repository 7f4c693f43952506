import { describe, expect, test } from 'vitest'
import { createWorkspaces, type WorkspacesFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { type Person, pass } from '../../set-up.js'
import { setUpInAcme, watched } from '../stage.js'

const setUp = async (people?: readonly Person[], options?: Parameters<typeof setUpInAcme>[1]) => {
  const stage = await setUpInAcme(people, options)
  const flow = createWorkspaces(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: WorkspacesFlow) => at(flow.$state.get(), 'manage')
const names = (flow: WorkspacesFlow) => manage(flow).memberships?.map(({ workspace }) => workspace.name)

describe('the workspaces of an account', () => {
  test('are those of the active organization, and found by a part of their names', async () => {
    const { flow, client, organization } = await setUp()
    expect(names(flow)?.toSorted()).toEqual(['Engineering', 'Marketing'])
    expect(manage(flow)).toMatchObject({ organization: { name: 'Acme' }, active: undefined, loading: false })
    const found = at(await manage(flow).search(' engi'), 'manage')
    expect(found.searchText).toBe('engi')
    expect(names(flow)).toEqual(['Engineering'])
    await manage(flow).search('')
    await client.switchOrganization(organization('Globex'))
    await pass()
    expect(names(flow)?.toSorted()).toEqual(['Operations', 'Research'])
    await client.switchOrganization()
    at(flow.$state.get(), 'no-organization')
  })

  test('are entered and left for the organization', async () => {
    const { flow, client, workspace, shown } = await setUp()
    await manage(flow).switchTo(workspace('Engineering'))
    expect(manage(flow).active?.workspace.name).toBe('Engineering')
    await manage(flow).leaveContext()
    expect(shown()).toMatchObject({ organization: 'Acme', workspace: undefined })
    expect(client.$activeWorkspace.get()).toBeNull()
  })

  test.each([
    ['not-eligible', 'Engineering'],
    ['workspace-not-found', '1'],
  ])('%s: is not entered', async (code, wanted) => {
    const { flow, world } = await setUp(['linus'])
    world.setEntryRules({ workspace: 'Engineering' }, { enforceMfa: true })
    const id = wanted === '1' ? wanted : world.workspace(wanted).id
    expect((await manage(flow).switchTo(id)).error?.code).toBe(code)
    expect(manage(flow).active).toBeUndefined()
  })

  test('one that is created is entered, and shown although the list is older', async () => {
    const { flow, world, shown } = await setUp()
    world.faults.add({ path: '/me/workspace-memberships', rewrite: withoutNewest })
    expect((await manage(flow).create({ name: 'Design', description: 'Draws' })).error).toBeUndefined()
    await pass()
    expect(shown()).toMatchObject({ organization: 'Acme', workspace: 'Design' })
    expect(manage(flow).active?.workspace.description).toBe('Draws')
    expect(names(flow)?.filter((name) => name === 'Design')).toHaveLength(1)
  })

  test.each([
    ['workspaces-disabled', { workspaces_enabled: false }],
    ['limit-reached', { limit_workspace_creation_per_org: true, workspaces_per_org_count: 2 }],
  ])('%s: the deployment allows no other', async (code, b2b_settings) => {
    const { flow, world } = await setUp()
    world.changeDeployment({ b2b_settings })
    expect((await manage(flow).create({ name: 'Design' })).error?.code).toBe(code)
    expect((await manage(flow).create({ name: ' ' })).error?.code).toBe('invalid-argument')
  })

  test('one that is left is gone at once, although the list is older', async () => {
    const { flow, world, workspace } = await setUp()
    world.faults.add({ path: '/me/workspace-memberships', hold: true })
    expect((await manage(flow).leave(workspace('Marketing'))).error).toBeUndefined()
    expect(names(flow)).toEqual(['Engineering'])
  })

  test('leaving the active one stays in the organization', async () => {
    const { flow, workspace, shown } = await setUp()
    await manage(flow).switchTo(workspace('Marketing'))
    expect((await manage(flow).leave(workspace('Marketing'))).error).toBeUndefined()
    expect(shown()).toMatchObject({ organization: 'Acme', workspace: undefined })
    await pass()
    expect(names(flow)).toEqual(['Engineering'])
  })

  test('workspace-not-found: a stranger cannot leave it', async () => {
    const { flow, workspace } = await setUp(['linus'])
    expect((await manage(flow).leave(workspace('Marketing'))).error?.code).toBe('workspace-not-found')
  })

  test('belong to nobody else in the instant another account is active', async () => {
    const { flow, client, idOf } = await setUp(['linus', 'ada'])
    const seen: unknown[] = []
    client.$user.listen(() => {
      const { step } = flow.$state.get()
      seen.push(step.kind === 'manage' ? step.memberships : step.kind)
    })
    await client.switchSignIn(idOf('linus'))
    expect(seen).toEqual(['no-organization'])
  })
})

describe('a lost answer', () => {
  test('of creating one is made good by the session', async () => {
    const { flow, world, shown } = await setUp()
    world.faults.add({ path: '/workspaces', dropResponse: true, once: true })
    expect((await manage(flow).create({ name: 'Design' })).error).toBeUndefined()
    expect(shown().workspace).toBe('Design')
  })

  test.each(['Engineering', 'Marketing'])('of leaving %s is made good by the session or the list', async (name) => {
    const { flow, world, workspace } = await setUp()
    await manage(flow).switchTo(workspace('Engineering'))
    world.faults.add({ path: '/workspaces/*/leave', dropResponse: true, once: true })
    expect((await manage(flow).leave(workspace(name))).error).toBeUndefined()
    await pass()
    expect(names(flow)).not.toContain(name)
  })

  test('of a workspace that never arrived is an error, although the active one has its name', async () => {
    const { flow, world, workspace } = await setUp()
    await manage(flow).switchTo(workspace('Engineering'))
    world.faults.add({ path: '/workspaces', drop: true, once: true })
    expect((await manage(flow).create({ name: 'Engineering' })).error?.code).toBe('offline')
  })

  test('of what never arrived is an error', async () => {
    const { flow, world, workspace } = await setUp()
    world.faults.add({ path: '/workspaces/*/leave', drop: true, once: true })
    expect((await manage(flow).leave(workspace('Marketing'))).error?.code).toBe('offline')
    expect(names(flow)).toContain('Marketing')
  })
})

/** The list of a replica that lags behind (PROTOCOL.md §10.15). */
async function withoutNewest(answer: Response) {
  const body = (await answer.json()) as { data: { workspace: { name: string } }[] }
  const data = body.data.filter(({ workspace }) => workspace.name !== 'Design')
  return new Response(JSON.stringify({ ...body, data }), answer)
}

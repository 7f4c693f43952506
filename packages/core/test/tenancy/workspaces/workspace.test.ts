import { describe, expect, test, vi } from 'vitest'
import { createWorkspace, type WorkspaceFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { anything, type Person, pass } from '../../set-up.js'
import { setUpInEngineering, watched } from '../stage.js'

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInEngineering(people)
  const flow = createWorkspace(stage.client)
  await watched(flow)
  const mutate = vi.spyOn(stage.client, 'mutate')
  const forms = () => mutate.mock.calls.map(([{ form }]) => form)
  return { ...stage, flow, forms }
}

const manage = (flow: WorkspaceFlow) => at(flow.$state.get(), 'manage')

describe('the active workspace', () => {
  test('is changed by what differs, with its name, which the server requires', async () => {
    const { flow, forms } = await setUp()
    expect(manage(flow)).toMatchObject({
      workspace: { name: 'Engineering', description: '' },
      membership: { roles: [{ name: 'Admin' }] },
      enforceMfa: false,
      whitelistedIps: [],
    })
    const same = { name: 'Engineering', enforceMfa: false }
    expect((await manage(flow).update({ ...same, description: 'Builds' })).error).toBeUndefined()
    await manage(flow).update(same)
    await manage(flow).update({ enableIpRestriction: true, whitelistedIps: ['203.0.113.7', '10.0.0.0/8'] })
    await manage(flow).update({ name: 'Works' })
    expect(forms()).toEqual([
      { name: 'Engineering', description: 'Builds' },
      { name: 'Engineering', enable_ip_restriction: 'true', whitelisted_ips: ['203.0.113.7', '10.0.0.0/8'] },
      { name: 'Works' },
    ])
    await pass()
    expect(manage(flow)).toMatchObject({
      workspace: { name: 'Works', description: 'Builds', enableIpRestriction: true },
      whitelistedIps: ['203.0.113.7', '10.0.0.0/8'],
    })
  })

  test('shows the second factor under both of its names, and sends enforce_2fa', async () => {
    const { flow, forms, world } = await setUp(['grace'])
    world.setMembershipRoles(world.workspaceMembership('grace', 'Engineering').id, ['Admin'])
    await manage(flow).update({ enforceMfa: true })
    expect(forms()).toEqual([{ name: 'Engineering', enforce_2fa: 'true' }])
    expect(manage(flow).enforceMfa).toBe(true)
    await manage(flow).update({ enforceMfa: true })
    expect(forms()).toHaveLength(1)
    world.faults.add({ path: '/session', rewrite: renamedFlag })
    await manage(flow).update({ description: 'Builds' })
    expect(manage(flow)).toMatchObject({ enforceMfa: true, workspace: { description: 'Builds' } })
    await manage(flow).update({ enforceMfa: false })
    expect(forms().at(-1)).toEqual({ name: 'Engineering', enforce_2fa: 'false' })
  })

  test('cannot-be-cleared: the list of addresses cannot be emptied', async () => {
    const { flow } = await setUp()
    await manage(flow).update({ whitelistedIps: ['203.0.113.7'] })
    await pass()
    expect((await manage(flow).update({ whitelistedIps: [] })).error?.code).toBe('cannot-be-cleared')
    expect((await manage(flow).update({ name: '' })).error?.code).toBe('invalid-argument')
  })

  test('forbidden: who is not its admin neither changes nor deletes it', async () => {
    const { flow } = await setUp(['linus'])
    for (const outcome of [manage(flow).update({ name: 'Mine' }), manage(flow).delete()]) {
      const { error } = await outcome
      expect(error?.code).toBe('forbidden')
      expect(error?.cause.data).toEqual({ missing: ['workspace:admin'] })
    }
  })

  test('is deleted, and its organization stays active', async () => {
    const { flow, shown, world } = await setUp()
    expect((await manage(flow).delete()).error).toBeUndefined()
    at(flow.$state.get(), 'no-workspace')
    expect(shown()).toMatchObject({ organization: 'Acme', workspace: undefined })
    expect(() => world.workspace('Engineering')).toThrow()
  })

  test('workspace-auto-assigned: new members join it', async () => {
    const { flow, client, acme, workspace } = await setUp()
    await client.mutate({
      method: 'post',
      path: `${acme.slice(1)}/update`,
      form: { auto_assigned_workspace_id: workspace('Engineering') },
      schema: anything,
    })
    const { error } = await manage(flow).delete()
    expect(error?.code).toBe('workspace-auto-assigned')
    expect(manage(flow).workspace.name).toBe('Engineering')
  })

  test('is left', async () => {
    const { flow, shown } = await setUp(['linus'])
    expect((await manage(flow).leave()).error).toBeUndefined()
    at(flow.$state.get(), 'no-workspace')
    expect(shown()).toMatchObject({ organization: 'Acme', workspace: undefined })
  })

  test.each(['update', 'delete', 'leave'])('a lost answer of %s is made good by the session', async (name) => {
    const { flow, world, engineering } = await setUp()
    world.faults.add({ path: `${engineering}/${name}`, dropResponse: true, once: true })
    const { update, delete: remove, leave } = manage(flow)
    const changes = { update: () => update({ name: 'Works' }), delete: () => remove(), leave: () => leave() }
    expect((await changes[name as keyof typeof changes]()).error).toBeUndefined()
  })

  test.each(['delete', 'leave'] as const)(
    'context-changed: its %s was lost, and another page left only the context',
    async (ending) => {
      const { flow, world, tab, engineering, workspace } = await setUp()
      world.faults.add({ path: `${engineering}/${ending}`, drop: true, once: true })
      const other = tab({ openChannel: () => undefined }).client
      other.start()
      await other.switchWorkspace(workspace('Marketing'))
      expect((await manage(flow)[ending]()).error?.code).toBe('context-changed')
      expect(world.workspace('Engineering')).toBeDefined()
    },
  )

  test('a change that never arrived is an error', async () => {
    const { flow, world, engineering } = await setUp()
    world.faults.add({ path: `${engineering}/*`, drop: true, times: 2 })
    expect((await manage(flow).update({ name: 'Works' })).error?.code).toBe('offline')
    expect((await manage(flow).delete()).error?.code).toBe('offline')
    expect(manage(flow).workspace.name).toBe('Engineering')
  })

  test('context-changed: a change that waits for its turn is not sent in another workspace', async () => {
    const { flow, client, world, engineering, workspace, asked } = await setUp()
    const slow = world.faults.add({ path: `${engineering}/update`, hold: true, once: true })
    const { update, delete: remove } = manage(flow)
    const updating = update({ name: 'Works' })
    await slow.held()
    const removing = remove()
    const switching = client.switchWorkspace(workspace('Marketing'))
    slow.release()
    await updating
    await switching
    expect((await removing).error?.code).toBe('context-changed')
    expect(asked().filter((line) => line.endsWith('/delete'))).toEqual([])
  })
})

/** The answer of a server that has only the other name of the flag. */
async function renamedFlag(answer: Response) {
  const text = await answer.text()
  return new Response(text.replaceAll('"enforce_mfa":true', '"enforce_mfa":false'), answer)
}

import { describe, expect, test, vi } from 'vitest'
import {
  createOrganizationInvitations,
  createWorkspaceInvitations,
  type WorkspaceInvitationsFlow,
} from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import type { Person } from '../../set-up.js'
import { setUpInEngineering, watched } from '../stage.js'

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInEngineering(people)
  const flow = createWorkspaceInvitations(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: WorkspaceInvitationsFlow) => at(flow.$state.get(), 'manage')
const emails = (flow: WorkspaceInvitationsFlow) => manage(flow).invitations?.map(({ email }) => email)
const email = 'new@example.com'

describe('the invitations to a workspace', () => {
  test('are sent with the workspace and no role of the organization, sent again and discarded', async () => {
    const { flow, client, workspace, roleOf } = await setUp()
    const mutate = vi.spyOn(client, 'mutate')
    expect((await manage(flow).send({ email: ` ${email}`, roleId: roleOf('Analyst') })).error).toBeUndefined()
    const form = { email, workspace_id: workspace('Engineering'), workspace_role_id: roleOf('Analyst') }
    expect(mutate.mock.calls[0]?.[0].form).toEqual(form)
    const [invitation] = manage(flow).invitations ?? []
    expect(invitation).toMatchObject({
      email,
      workspace: { name: 'Engineering' },
      initialWorkspaceRole: { name: 'Analyst' },
    })
    expect((await manage(flow).resend(invitation?.id ?? '')).error).toBeUndefined()
    expect((await manage(flow).discard(invitation?.id ?? '')).error).toBeUndefined()
    expect(emails(flow)).toEqual([])
  })

  test('are not those of the organization alone, or of another workspace', async () => {
    const { flow, client, workspace } = await setUp()
    const all = createOrganizationInvitations(client)
    await at(all.$state.get(), 'manage').send({ email: 'alone@example.com' })
    await manage(flow).send({ email })
    expect(emails(flow)).toEqual([email])
    await at(all.$state.get(), 'manage').reload()
    expect(at(all.$state.get(), 'manage').invitations).toHaveLength(2)
    await client.switchWorkspace(workspace('Marketing'))
    await manage(flow).reload()
    expect(emails(flow)).toEqual([])
    await client.switchOrganization(client.$activeOrganization.get()?.id)
    at(flow.$state.get(), 'no-workspace')
  })

  test('already-invited, already-member, limit-reached, invitation-not-found: none is sent', async () => {
    const { flow, world } = await setUp()
    await manage(flow).send({ email })
    expect((await manage(flow).send({ email })).error?.code).toBe('already-invited')
    expect((await manage(flow).send({ email: 'linus@example.com' })).error?.code).toBe('already-member')
    expect((await manage(flow).discard('1')).error?.code).toBe('invitation-not-found')
    world.changeDeployment({ b2b_settings: { max_allowed_workspace_members: 3 } })
    expect((await manage(flow).send({ email: 'more@example.com' })).error?.code).toBe('limit-reached')
  })

  test('forbidden: they need the permission of the organization', async () => {
    const { flow } = await setUp(['linus'])
    const { reason, workspace } = at(flow.$state.get(), 'refused')
    expect([reason.code, workspace.name]).toEqual(['forbidden', 'Engineering'])
    expect(reason.cause.data).toEqual({ missing: ['organization:admin', 'organization:manage'] })
  })

  test('a lost answer is made good by the list', async () => {
    const { flow, world, acme } = await setUp()
    world.faults.add({ method: 'POST', path: `${acme}/invitations`, dropResponse: true, once: true })
    expect((await manage(flow).send({ email })).error).toBeUndefined()
    expect(emails(flow)).toEqual([email])
  })
})

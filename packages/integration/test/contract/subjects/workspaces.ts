import { createWorkspace, createWorkspaceMembers, createWorkspaceRoles, createWorkspaces } from '@wachter/core/tenancy'
import { type Contract, nth, type Scene } from '../contract.js'

const common = { from: '@wachter/core/tenancy', people: ['ada'], in: 'Engineering' } as const

const members = async ({ client, at, world }: Scene) => {
  const step = await at(createWorkspaceMembers(client), 'manage', (one) => one.members)
  return { step, linus: world.workspaceMembership('linus', 'Engineering').id }
}
const create = async ({ client, at }: Scene) =>
  (await at(createWorkspaceRoles(client), 'manage', (step) => step.roles)).create({ name: 'Editor', permissions: [] })
const roleNamed = async ({ client, at }: Scene, name: string) =>
  nth(
    (await at(createWorkspaceRoles(client), 'manage', (step) => step.roles)).roles?.filter((one) => one.name === name),
  ).id

export const workspaces: readonly Contract[] = [
  {
    ...common,
    endpoint: 'POST /workspaces',
    by: 'createWorkspaces → create',
    play: async ({ client, at }) => (await at(createWorkspaces(client), 'manage')).create({ name: 'Support' }),
  },
  {
    ...common,
    endpoint: 'POST /workspaces/{id}/update',
    by: 'createWorkspace → update',
    play: async ({ client, at }) => (await at(createWorkspace(client), 'manage')).update({ description: 'Builds' }),
  },
  ...(['delete', 'leave'] as const).map(
    (verb): Contract => ({
      ...common,
      endpoint: `POST /workspaces/{id}/${verb}`,
      by: `createWorkspace → ${verb}`,
      play: async ({ client, at }) => (await at(createWorkspace(client), 'manage'))[verb](),
    }),
  ),
  {
    ...common,
    endpoint: 'GET /workspaces/{id}/members',
    by: 'createWorkspaceMembers',
    play: async (scene) => (await members(scene)).step,
  },
  {
    ...common,
    endpoint: 'POST /workspaces/{id}/members/{memberId}/remove',
    by: 'createWorkspaceMembers → remove',
    async play(scene) {
      const { step, linus } = await members(scene)
      return step.remove(linus)
    },
  },
  {
    ...common,
    endpoint: 'POST /workspaces/{id}/members/{memberId}/roles/{roleId}/add',
    by: 'createWorkspaceMembers → addRole',
    async play(scene) {
      const { step, linus } = await members(scene)
      return step.addRole(linus, await roleNamed(scene, 'Analyst'))
    },
  },
  {
    ...common,
    endpoint: 'POST /workspaces/{id}/members/{memberId}/roles/{roleId}/remove',
    by: 'createWorkspaceMembers → removeRole',
    async play(scene) {
      const { step, linus } = await members(scene)
      return step.removeRole(linus, await roleNamed(scene, 'Member'))
    },
  },
  {
    ...common,
    endpoint: 'GET /workspaces/{id}/roles',
    by: 'createWorkspaceRoles',
    play: ({ client, at }) => at(createWorkspaceRoles(client), 'manage', (step) => step.roles),
  },
  { ...common, endpoint: 'POST /workspaces/{id}/roles', by: 'createWorkspaceRoles → create', play: create },
  {
    ...common,
    endpoint: 'POST /workspaces/{id}/roles/{roleId}/delete',
    by: 'createWorkspaceRoles → remove',
    async play(scene) {
      await create(scene)
      const id = await roleNamed(scene, 'Editor')
      return (await scene.at(createWorkspaceRoles(scene.client), 'manage', (step) => step.roles)).remove(id)
    },
  },
]

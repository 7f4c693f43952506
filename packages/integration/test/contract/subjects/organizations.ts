import { createInvitation } from '@wachter/core/flows'
import {
  createOrganization,
  createOrganizationInvitations,
  createOrganizationMembers,
  createOrganizationRoles,
  createOrganizations,
} from '@wachter/core/tenancy'
import { type Contract, nth, type Scene } from '../contract.js'

const common = { from: '@wachter/core/tenancy', people: ['ada'], in: 'Acme' } as const

const members = async ({ client, at, world }: Scene) => {
  const step = await at(createOrganizationMembers(client), 'manage', (one) => one.members)
  return { step, linus: world.organizationMembership('linus', 'Acme').id }
}
const roles = async ({ client, at }: Scene) => {
  const flow = createOrganizationRoles(client)
  const state = await (await at(flow, 'manage', (step) => step.roles)).create({ name: 'Editor', permissions: [] })
  return { flow, state }
}
const roleNamed = async ({ client, at }: Scene, name: string) =>
  nth(
    (await at(createOrganizationRoles(client), 'manage', (step) => step.roles)).roles?.filter(
      (one) => one.name === name,
    ),
  ).id
const invite = async ({ client, at }: Scene) => {
  const flow = createOrganizationInvitations(client)
  const state = await (await at(flow, 'manage', (step) => step.invitations)).send({ email: 'mary@example.com' })
  return { flow, state }
}
const invited = async (scene: Scene) => {
  const step = await scene.at((await invite(scene)).flow, 'manage', ({ invitations }) => invitations?.length)
  return { step, id: nth(step.invitations).id }
}

export const organizations: readonly Contract[] = [
  {
    ...common,
    endpoint: 'POST /organizations',
    by: 'createOrganizations → create',
    play: async ({ client, at }) => (await at(createOrganizations(client), 'manage')).create({ name: 'Initech' }),
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/update',
    by: 'createOrganization → update',
    play: async ({ client, at }) => (await at(createOrganization(client), 'manage')).update({ description: 'Anvils' }),
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/delete',
    by: 'createOrganization → delete',
    async play({ client, at }) {
      await (await at(createOrganizations(client), 'manage')).create({ name: 'Initech' })
      return (await at(createOrganization(client), 'manage')).delete()
    },
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/leave',
    by: 'createOrganization → leave',
    people: ['linus'],
    play: async ({ client, at }) => (await at(createOrganization(client), 'manage')).leave(),
  },
  {
    ...common,
    endpoint: 'GET /organizations/{id}/members',
    by: 'createOrganizationMembers',
    play: async (scene) => (await members(scene)).step,
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/members/{memberId}/remove',
    by: 'createOrganizationMembers → remove',
    async play(scene) {
      const { step, linus } = await members(scene)
      return step.remove(linus)
    },
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/members/{memberId}/roles/{roleId}/add',
    by: 'createOrganizationMembers → addRole',
    async play(scene) {
      const { step, linus } = await members(scene)
      return step.addRole(linus, await roleNamed(scene, 'Billing'))
    },
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/members/{memberId}/roles/{roleId}/remove',
    by: 'createOrganizationMembers → removeRole',
    async play(scene) {
      const { step, linus } = await members(scene)
      return step.removeRole(linus, await roleNamed(scene, 'Member'))
    },
  },
  {
    ...common,
    endpoint: 'GET /organizations/{id}/roles',
    by: 'createOrganizationRoles',
    play: ({ client, at }) => at(createOrganizationRoles(client), 'manage', (step) => step.roles),
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/roles',
    by: 'createOrganizationRoles → create',
    play: async (scene) => (await roles(scene)).state,
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/roles/{roleId}/remove',
    by: 'createOrganizationRoles → remove',
    async play(scene) {
      await roles(scene)
      const id = await roleNamed(scene, 'Editor')
      return (await scene.at(createOrganizationRoles(scene.client), 'manage', (step) => step.roles)).remove(id)
    },
  },
  {
    ...common,
    endpoint: 'GET /organizations/{id}/invitations',
    by: 'createOrganizationInvitations',
    play: ({ client, at }) => at(createOrganizationInvitations(client), 'manage', (step) => step.invitations),
  },
  {
    ...common,
    endpoint: 'POST /organizations/{id}/invitations',
    by: 'createOrganizationInvitations → send',
    play: async (scene) => (await invite(scene)).state,
  },
  ...(['discard', 'resend'] as const).map(
    (verb): Contract => ({
      ...common,
      endpoint: `POST /organizations/{id}/invitations/{invitationId}/${verb}`,
      by: `createOrganizationInvitations → ${verb}`,
      async play(scene) {
        const { step, id } = await invited(scene)
        return step[verb](id)
      },
    }),
  ),
  {
    ...common,
    endpoint: 'POST /organizations/invitations/accept',
    by: 'createInvitation → accept',
    from: '@wachter/core/flows',
    people: ['grace'],
    async play({ client, at, world }) {
      const { token } = world.inviteToOrganization({
        email: 'grace@example.com',
        organization: 'Acme',
        workspace: 'Marketing',
      })
      const flow = createInvitation(client)
      const state = await (await at(flow, 'start')).accept(token)
      await at(flow, 'accepted')
      return state
    },
  },
]

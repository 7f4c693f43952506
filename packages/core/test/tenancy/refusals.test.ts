import { describe, expect, test } from 'vitest'
import {
  createOrganization,
  createOrganizationInvitations,
  createOrganizationRoles,
  createOrganizations,
  createWorkspaces,
} from '../../src/tenancy/index.js'
import { at } from '../flows/steps.js'
import { setUpInAcme } from './stage.js'

type Client = Awaited<ReturnType<typeof setUpInAcme>>['client']

const role = (permissions: readonly string[]) => (client: Client) =>
  at(createOrganizationRoles(client).$state.get(), 'manage').create({ name: 'Auditor', permissions })
const invite = (client: Client) =>
  at(createOrganizationInvitations(client).$state.get(), 'manage').send({ email: 'mary@example.com' })
const remove = (client: Client) => at(createOrganization(client).$state.get(), 'manage').delete()
const organization = (client: Client) =>
  at(createOrganizations(client).$state.get(), 'manage').create({ name: 'Initech' })
const workspace = (client: Client) => at(createWorkspaces(client).$state.get(), 'manage').create({ name: 'Design' })

interface Refused {
  readonly act: (client: Client) => Promise<{ readonly error: { code: string; message: string } | undefined }>
  readonly path: string
  readonly status: number
  /** The server's words, and the code they get. */
  readonly words: Readonly<Record<string, string>>
}

const refused: Record<string, Refused> = {
  'an invitation': {
    act: invite,
    path: '/organizations/*/invitations',
    status: 400,
    words: {
      'An invitation is already pending for this email': 'already-invited',
      'ALREADY INVITED': 'already-invited',
      'User is already a member of this organization': 'already-member',
      'The invited user is already a member': 'already-member',
      'Member exists': 'already-member',
      Nope: 'rejected',
    },
  },
  'a role with permissions': {
    act: role(['everything:write']),
    path: '/organizations/*/roles',
    status: 403,
    words: {
      'Custom roles are not enabled': 'custom-roles-off',
      'Permission "everything:write" is not allowed': 'permission-not-allowed',
      'invalid PERMISSIONS': 'permission-not-allowed',
      Nope: 'forbidden',
    },
  },
  'a role without permissions, which can have one reason only': {
    act: role([]),
    path: '/organizations/*/roles',
    status: 403,
    words: { Nope: 'custom-roles-off' },
  },
  'the deletion of an organization': {
    act: remove,
    path: '/organizations/*/delete',
    status: 403,
    words: {
      'Only the owner can delete the organization': 'owner-only',
      'You did not create this organization': 'owner-only',
      'Organization deletion is disabled': 'forbidden',
      Nope: 'forbidden',
    },
  },
  'a new organization': {
    act: organization,
    path: '/organizations',
    status: 403,
    words: {
      'Organization limit reached': 'limit-reached',
      'You cannot create more than 3 organizations': 'limit-reached',
      'Users are not allowed to create organizations': 'forbidden',
      Nope: 'forbidden',
    },
  },
  'a new workspace': {
    act: workspace,
    path: '/workspaces',
    status: 403,
    words: { 'Maximum number of workspaces': 'limit-reached', Nope: 'forbidden' },
  },
}

describe.each(Object.entries(refused))('%s', (_, { act, path, status, words }) => {
  test.each(Object.entries(words))('"%s": %s', async (message, code) => {
    const { client, world } = await setUpInAcme()
    const body = { status, message, data: null, errors: null }
    world.faults.add({ path, method: 'POST', status, body, once: true })
    expect((await act(client)).error).toMatchObject({ code, message })
  })
})

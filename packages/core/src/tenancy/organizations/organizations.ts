import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { OrganizationMembership } from '../../model/membership.js'
import { organizationMemberships } from '../../wire/membership.js'
import { toModel } from '../../wire/primitives.js'
import { createMembershipList } from '../lists/membership-list.js'
import { changePlace } from '../place-changes.js'
import { badPicture } from '../place-fields.js'
import type { RefusalRule } from '../refusals.js'
import { leaving } from './active-organization.js'
import type { NewOrganization, OrganizationsState, OrganizationsStep } from './organizations-steps.js'

export interface OrganizationsFlow {
  readonly $state: ReadableAtom<OrganizationsState>
  /** Drops the search and what is in progress. */
  readonly restart: () => void
}

/**
 * Lists the organizations of the active account, creates one, enters and leaves them.
 *
 * @example
 * ```ts
 * import { createOrganizations } from '@wachter/core/tenancy'
 *
 * const { step } = createOrganizations(client).$state.get()
 * if (step.kind === 'manage') await step.create({ name: 'Acme' })
 * ```
 *
 * @see PROTOCOL.md §3.6, §6.6
 */
export const createOrganizations = (client: Client): OrganizationsFlow =>
  createFlow<OrganizationsStep, OrganizationsFlow>(client, declareOrganizations)

function declareOrganizations({
  client,
  refresh,
  state,
}: Engine<OrganizationsStep>): FlowDeclaration<OrganizationsStep, OrganizationsFlow> {
  const { $organizationMemberships: $memberships } = client
  const list = createMembershipList<OrganizationMembership>({
    client,
    kind: 'organization',
    $memberships,
    activeOf: (signIn) => signIn?.activeOrganizationMembership,
    placeOf: ({ organization }) => organization,
    load: () => client.request({ path: 'me/organization-memberships', schema: toModel(organizationMemberships) }),
    leaving: [...leaving, notMember],
  })

  const create = async (context: Binding, { name, description, image }: NewOrganization) => {
    requireText('name', name)
    const before = client.$activeOrganization.get()?.id
    await changePlace(client, context, {
      kind: 'create-organization',
      path: 'organizations',
      form: { name, description, image },
      rules: creation,
      // The server enters it (PROTOCOL.md §6.6).
      applied: ({ activeSignIn }) => {
        const now = activeSignIn?.activeOrganizationMembership?.organization
        return now !== undefined && now.id !== before && now.name === name
      },
      isApplied: () => false,
    })
  }

  return {
    actions: {
      manage: {
        search: list.searching(refresh, state),
        create: forContext(create),
        switchTo: forAccount((_, organizationId) => {
          requireText('organizationId', organizationId)
          return client.switchOrganization(organizationId)
        }),
        leaveContext: forAccount(() => client.switchOrganization()),
        leave: list.leave,
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'manage'],
    follows: [$memberships],
    stepOf({ container }, _isComplete, read) {
      if (!container) return { kind: 'loading' }
      const { activeSignIn } = container
      if (!activeSignIn) return { kind: 'signed-out' }
      return { kind: 'manage', key: `organizations of ${activeSignIn.id}`, ...list.view(read, activeSignIn) }
    },
    forget: list.drop,
    onAccountChanged: list.drop,
  }
}

const creation: readonly RefusalRule[] = [
  badPicture,
  {
    status: 400,
    says: /disabled|enabled/i,
    code: 'organizations-disabled',
    message: 'There are no organizations here',
  },
  { status: 403, says: /may not|cannot|not allowed/i, code: 'forbidden', message: 'You may not create organizations' },
  { status: 403, code: 'limit-reached', message: 'You may not create further organizations: delete or leave one' },
]

const notMember: RefusalRule = {
  status: 404,
  code: 'organization-not-found',
  message: 'The account is not a member of this organization',
}

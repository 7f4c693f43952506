import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { accountStep } from '../../flows/engine/account-step.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { createMembershipList } from '../lists/membership-list.js'
import { createPlace } from '../place-changes.js'
import { badPicture } from '../place-fields.js'
import { limitWords, type RefusalRule } from '../refusals.js'
import { leaving, organizationPlace } from './active-organization.js'
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
  const list = createMembershipList({
    client,
    place: organizationPlace,
    $memberships,
    leaving: [...leaving, notMember],
  })

  const create = (context: Binding, { name, description, image }: NewOrganization) =>
    createPlace(organizationPlace, client, context, { form: { name, description, image }, rules: creation })

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
    stepOf: (session, _isComplete, read) =>
      accountStep(session, (signIn) => ({
        kind: 'manage' as const,
        key: `organizations of ${signIn.id}`,
        ...list.view(read, signIn),
      })),
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
  {
    status: 403,
    says: limitWords,
    code: 'limit-reached',
    message: 'You may not create further organizations: delete or leave one',
  },
  { status: 403, code: 'forbidden', message: 'You may not create organizations' },
]

const notMember: RefusalRule = {
  status: 404,
  code: 'organization-not-found',
  message: 'The account is not a member of this organization',
}

import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { WorkspaceMembership } from '../../model/membership.js'
import { placeStep } from '../active-place.js'
import { createMembershipList } from '../lists/membership-list.js'
import { onceFor } from '../lists/name-search.js'
import { organizationPlace } from '../organizations/active-organization.js'
import { createPlace } from '../place-changes.js'
import { badPicture } from '../place-fields.js'
import { limitWords, type RefusalRule } from '../refusals.js'
import { organizationIdOf, workspacePlace } from './active-workspace.js'
import type { NewWorkspace, WorkspacesState, WorkspacesStep } from './workspaces-steps.js'

export interface WorkspacesFlow {
  readonly $state: ReadableAtom<WorkspacesState>
  /** Drops the search and what is in progress. */
  readonly restart: () => void
}

/**
 * Lists the workspaces of the active account in the active organization, creates one, enters and leaves them.
 *
 * @example
 * ```ts
 * import { createWorkspaces } from '@wachter/core/tenancy'
 *
 * const { step } = createWorkspaces(client).$state.get()
 * if (step.kind === 'manage') await step.create({ name: 'Engineering' })
 * ```
 *
 * @see PROTOCOL.md §3.7, §6.6
 */
export const createWorkspaces = (client: Client): WorkspacesFlow =>
  createFlow<WorkspacesStep, WorkspacesFlow>(client, declareWorkspaces)

function declareWorkspaces({
  client,
  refresh,
  state,
}: Engine<WorkspacesStep>): FlowDeclaration<WorkspacesStep, WorkspacesFlow> {
  const { $workspaceMemberships: $memberships } = client
  const list = createMembershipList({
    client,
    place: workspacePlace,
    $memberships,
    leaving: [notMember],
  })
  const within = onceFor((all: readonly WorkspaceMembership[] | undefined, organizationId: string) =>
    all?.filter((membership) => organizationIdOf(membership) === organizationId),
  )

  const create = (context: Binding, { name, description, image }: NewWorkspace) =>
    createPlace(workspacePlace, client, context, {
      form: { name, description, image, organization_id: client.$activeOrganization.get()?.id },
      rules: creation,
    })

  return {
    actions: {
      manage: {
        search: list.searching(refresh, state),
        create: forContext(create),
        switchTo: forContext((_, workspaceId) => {
          requireText('workspaceId', workspaceId)
          return client.switchWorkspace(workspaceId)
        }),
        leaveContext: forContext(() => client.switchOrganization(client.$activeOrganization.get()?.id)),
        leave: list.leave,
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'no-organization', 'manage'],
    follows: [$memberships],
    stepOf: (session, _isComplete, read) =>
      placeStep(organizationPlace, session, ({ organization }, of) => ({
        kind: 'manage',
        key: `workspaces ${of}`,
        organization,
        ...list.view(read, session.container?.activeSignIn, within(read($memberships).data, organization.id)),
      })),
    forget: list.drop,
    onAccountChanged: list.drop,
  }
}

const creation: readonly RefusalRule[] = [
  badPicture,
  { status: 400, says: /disabled|enabled/i, code: 'workspaces-disabled', message: 'There are no workspaces here' },
  {
    status: 403,
    says: limitWords,
    code: 'limit-reached',
    message: 'The organization may not have further workspaces: delete one',
  },
]

const notMember: RefusalRule = {
  status: 403,
  says: /not a member/i,
  code: 'workspace-not-found',
  message: 'The account is not a member of this workspace',
}

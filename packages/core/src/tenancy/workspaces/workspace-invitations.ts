import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import type { FlowDeclaration } from '../../flows/engine/declaration.js'
import { organizationInvitations } from '../../wire/member.js'
import { placeListPath } from '../active-place.js'
import { placeList } from '../lists/place-list.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { managing, organizationPlace } from '../organizations/active-organization.js'
import { invitationChanges } from '../organizations/invitation-changes.js'
import { workspacePlace } from './active-workspace.js'
import type {
  NewWorkspaceInvitation,
  WorkspaceInvitationsState,
  WorkspaceInvitationsStep,
} from './workspace-invitations-steps.js'

export interface WorkspaceInvitationsFlow {
  readonly $state: ReadableAtom<WorkspaceInvitationsState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/**
 * Invites people to the active workspace, and with it to its organization. The invited person accepts with `createInvitation`
 * of `@wachter/core/flows`.
 *
 * @example
 * ```ts
 * import { createWorkspaceInvitations } from '@wachter/core/tenancy'
 *
 * const { step } = createWorkspaceInvitations(client).$state.get()
 * if (step.kind === 'manage') await step.send({ email: 'grace@example.com' })
 * ```
 *
 * @see PROTOCOL.md §3.6
 */
export const createWorkspaceInvitations = (client: Client): WorkspaceInvitationsFlow =>
  createFlow<WorkspaceInvitationsStep, WorkspaceInvitationsFlow>(client, declareInvitations)

function declareInvitations({
  client,
  state,
}: Engine<WorkspaceInvitationsStep>): FlowDeclaration<WorkspaceInvitationsStep, WorkspaceInvitationsFlow> {
  const workspaceId = () => client.$activeWorkspace.get()?.id
  // The server has them among those of the organization (PROTOCOL.md §3.6).
  const list = createRowList(client, {
    pathOf: () => (workspaceId() ? placeListPath(organizationPlace, client, 'invitations') : undefined),
    queryOf: () => ({ workspace_id: workspaceId() }),
    schema: () => organizationInvitations,
    needs: managing,
  })
  const reload = reloadAction(list, state)

  return {
    actions: {
      refused: { reload },
      manage: {
        ...invitationChanges({
          client,
          list,
          toInvited: ({ email, roleId }: NewWorkspaceInvitation) => ({
            email,
            workspaceId: workspaceId(),
            workspaceRoleId: roleId,
          }),
        }),
        reload,
      },
    },
    ...placeList(workspacePlace, list, 'invitations', (workspace) => ({ workspace, invitations: list.data() })),
    forget: () => undefined,
  }
}

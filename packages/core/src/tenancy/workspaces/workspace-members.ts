import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import type { FlowDeclaration } from '../../flows/engine/declaration.js'
import { placeListPath, placePath } from '../active-place.js'
import { memberChanges } from '../lists/member-changes.js'
import { createMemberList, pagedActions } from '../lists/member-list.js'
import { placeList } from '../lists/place-list.js'
import { reloadAction } from '../lists/row-list.js'
import type { RefusalRule } from '../refusals.js'
import { managing, workspacePlace } from './active-workspace.js'
import type { WorkspaceMembersState, WorkspaceMembersStep } from './workspace-members-steps.js'

export interface WorkspaceMembersFlow {
  readonly $state: ReadableAtom<WorkspaceMembersState>
  /** Goes back to the first page of all members, and drops what is in progress. */
  readonly restart: () => void
}

/**
 * Lists and searches the members of the active workspace, changes their roles and removes them.
 *
 * @example
 * ```ts
 * import { createWorkspaceMembers } from '@wachter/core/tenancy'
 *
 * const { $state } = createWorkspaceMembers(client)
 * const stop = $state.subscribe(({ step }) => {
 *   if (step.kind === 'manage') console.log(step.members?.map(({ user }) => user?.email))
 * })
 * ```
 *
 * @see PROTOCOL.md §3.7
 */
export const createWorkspaceMembers = (client: Client): WorkspaceMembersFlow =>
  createFlow<WorkspaceMembersStep, WorkspaceMembersFlow>(client, declareMembers)

function declareMembers({
  client,
  state,
}: Engine<WorkspaceMembersStep>): FlowDeclaration<WorkspaceMembersStep, WorkspaceMembersFlow> {
  const list = createMemberList(client, () => placeListPath(workspacePlace, client, 'members'))
  const changes = memberChanges({
    client,
    list,
    pathOf: (...parts) => placePath(workspacePlace, client, 'members', ...parts),
    needs: managing,
    rules,
  })

  return {
    actions: {
      refused: { reload: reloadAction(list, state) },
      manage: { ...pagedActions(list, state), ...changes },
    },
    ...placeList(workspacePlace, list, 'members', (workspace) => ({ workspace, members: list.rows() })),
    forget: list.reset,
    onContextChanged: list.reset,
  }
}

const rules: readonly RefusalRule[] = [
  { status: 404, says: /role/i, code: 'role-not-found', message: 'The workspace does not have this role' },
  { status: 404, code: 'member-not-found', message: 'The workspace does not have this member' },
]

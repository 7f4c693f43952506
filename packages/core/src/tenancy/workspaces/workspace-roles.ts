import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import type { FlowDeclaration } from '../../flows/engine/declaration.js'
import { roles } from '../../wire/member.js'
import { placeListPath, placePath } from '../active-place.js'
import { placeList } from '../lists/place-list.js'
import { roleChanges } from '../lists/role-changes.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { owning, workspacePlace } from './active-workspace.js'
import type { WorkspaceRolesState, WorkspaceRolesStep } from './workspace-roles-steps.js'

export interface WorkspaceRolesFlow {
  readonly $state: ReadableAtom<WorkspaceRolesState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/**
 * Lists, creates and removes the roles of the active workspace.
 *
 * @example
 * ```ts
 * import { createWorkspaceRoles } from '@wachter/core/tenancy'
 *
 * const { step } = createWorkspaceRoles(client).$state.get()
 * if (step.kind === 'manage') await step.create({ name: 'Analyst', permissions: ['reports:read'] })
 * ```
 *
 * @see PROTOCOL.md §3.7
 */
export const createWorkspaceRoles = (client: Client): WorkspaceRolesFlow =>
  createFlow<WorkspaceRolesStep, WorkspaceRolesFlow>(client, declareRoles)

function declareRoles({
  client,
  state,
}: Engine<WorkspaceRolesStep>): FlowDeclaration<WorkspaceRolesStep, WorkspaceRolesFlow> {
  const list = createRowList(client, {
    pathOf: () => placeListPath(workspacePlace, client, 'roles'),
    schema: () => roles,
  })
  const reload = reloadAction(list, state)

  return {
    actions: {
      refused: { reload },
      manage: {
        ...roleChanges({
          client,
          list,
          pathOf: (...parts) => placePath(workspacePlace, client, 'roles', ...parts),
          needs: owning,
          removal: 'delete',
        }),
        reload,
      },
    },
    ...placeList(workspacePlace, list, 'roles', (workspace) => ({ workspace, roles: list.data() })),
    forget: () => undefined,
  }
}

import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import type { Workspace } from '../../model/membership.js'
import { placePath, placeStep } from '../active-place.js'
import { changePlace, endMembership } from '../place-changes.js'
import { badPicture, changedFields, isShown, requireCleared } from '../place-fields.js'
import type { RefusalRule } from '../refusals.js'
import { owning, workspacePlace } from './active-workspace.js'
import type { WorkspaceState, WorkspaceStep } from './workspace-steps.js'

export interface WorkspaceFlow {
  readonly $state: ReadableAtom<WorkspaceState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/**
 * Changes, deletes and leaves the active workspace.
 *
 * @example
 * ```ts
 * import { createWorkspace } from '@wachter/core/tenancy'
 *
 * const { step } = createWorkspace(client).$state.get()
 * if (step.kind === 'manage') await step.update({ description: 'Builds everything', enforceMfa: true })
 * ```
 *
 * @see PROTOCOL.md §3.7
 */
export const createWorkspace = (client: Client): WorkspaceFlow =>
  createFlow<WorkspaceStep, WorkspaceFlow>(client, declareWorkspace)

function declareWorkspace({ client }: Engine<WorkspaceStep>): FlowDeclaration<WorkspaceStep, WorkspaceFlow> {
  const { $workspaceMemberships: $memberships } = client
  const active = () => client.$activeSignIn.get()?.activeWorkspaceMembership
  const now = () => asOne(active()?.workspace)
  /** The session does not have the addresses (PROTOCOL.md §4.7). */
  const whitelistedIps = (workspaceId: string, { data } = $memberships.get()) =>
    data?.find(({ workspace }) => workspace.id === workspaceId)?.workspace.whitelistedIps

  return {
    actions: {
      manage: {
        update: forContext(async (context, changes) => {
          const before = now()
          if (!before) throw new SessionError('context-changed', 'No workspace is active')
          const form = changedFields(before, whitelistedIps(before.id), changes, 'enforce_2fa')
          if (Object.keys(form).length === 0) return
          await changePlace(client, context, {
            kind: 'update-workspace',
            path: placePath(workspacePlace, client, 'update'),
            // The server requires the name (PROTOCOL-ROUTES.md §3).
            form: { name: before.name, ...form },
            needs: owning,
            rules: [badPicture],
            isApplied: () => isShown(before, now(), changes),
          })
          requireCleared(changes, now())
        }),
        delete: forContext((context) =>
          endMembership(workspacePlace, client, context, { ending: 'delete', needs: owning, rules: deletion }),
        ),
        leave: forContext((context) => endMembership(workspacePlace, client, context, { ending: 'leave' })),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'no-workspace', 'manage'],
    follows: [$memberships],
    stepOf: (session, _isComplete, read) =>
      placeStep(workspacePlace, session, (membership, of) => ({
        kind: 'manage',
        key: `workspace ${of}`,
        workspace: membership.workspace,
        membership,
        enforceMfa: asOne(membership.workspace).enforceMfa,
        whitelistedIps: whitelistedIps(membership.workspace.id, read($memberships)),
      })),
    forget: () => undefined,
  }
}

/** With the flag for a second factor in one field: the server has two names for it (PROTOCOL.md §10.4). */
const asOne = <W extends Workspace | undefined>(workspace: W): W =>
  workspace && { ...workspace, enforceMfa: workspace.enforceMfa || workspace.enforce2fa }

const deletion: readonly RefusalRule[] = [
  {
    status: 403,
    says: /assigned/i,
    code: 'workspace-auto-assigned',
    message: 'New members of the organization join this workspace: choose another one for them first',
  },
]

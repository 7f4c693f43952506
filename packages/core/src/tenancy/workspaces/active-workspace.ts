import type { Client } from '../../client.js'
import type { FlowError } from '../../flows/engine/flow-error.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { Workspace, WorkspaceMembership } from '../../model/membership.js'
import type { SessionState } from '../../model/session-state.js'

/** The permissions that manage the members of a workspace (PROTOCOL.md §3.7). */
export const managing = ['workspace:admin', 'workspace:manage']
/** The permission that changes the workspace itself and its roles. */
export const owning = ['workspace:admin']

/** The step of a flow about the active workspace. `of` tells it from the same step of another context. */
export function workspaceStep<Step>(
  { container }: SessionState,
  tell: (membership: WorkspaceMembership, of: string) => Step,
) {
  if (!container) return { kind: 'loading' } as const
  const { activeSignIn } = container
  if (!activeSignIn) return { kind: 'signed-out' } as const
  const membership = activeSignIn.activeWorkspaceMembership
  if (!membership) return { kind: 'no-workspace' } as const
  return tell(membership, `of ${membership.workspace.id} for ${activeSignIn.id}`)
}

/** The step of a flow about a list of the active workspace, which the server may refuse. */
export const workspaceListStep = <Step>(
  session: SessionState,
  refusal: FlowError | undefined,
  tell: (workspace: Workspace, of: string) => Step,
) =>
  workspaceStep(session, ({ workspace }, of) =>
    refusal ? ({ kind: 'refused', key: `refused ${of}`, workspace, reason: refusal } as const) : tell(workspace, of),
  )

/** A path below the active workspace. Its parts are encoded. */
export function workspacePath(client: Client, ...parts: readonly string[]): string {
  const id = client.$activeWorkspace.get()?.id
  requireText('workspace', id)
  return ['workspaces', id, ...parts].map((part) => encodeURIComponent(part as string)).join('/')
}

/** The path of a list of the active workspace; undefined without one. */
export const listPath = (client: Client, name: string): string | undefined =>
  client.$activeWorkspace.get() ? workspacePath(client, name) : undefined

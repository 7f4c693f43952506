import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Role, Workspace } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { NewRole } from '../lists/role-changes.js'
import type { NoWorkspaceStep, SignedOutStep, WorkspaceRefusedStep } from '../tenancy-steps.js'

export type WorkspaceRolesState = FlowState<WorkspaceRolesStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<WorkspaceRolesState>

/** See PROTOCOL.md §3.7. */
export type WorkspaceRolesStep =
  | LoadingStep
  | SignedOutStep
  | NoWorkspaceStep
  | WorkspaceRefusedStep<Outcome>
  | WorkspaceRolesManageStep

/**
 * The roles of the active workspace. Every member may see them; the changes need `workspace:admin`. Codes of all changes:
 * `forbidden`, `mfa-required`, `address-not-allowed`, `context-changed`, `unconfirmed`.
 */
export interface WorkspaceRolesManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  readonly workspace: Workspace
  /**
   * Those of the deployment, which have no `workspaceId` and cannot be removed, and the workspace's own. Undefined until they
   * were loaded: while the state has listeners, or by `reload`.
   */
  readonly roles: readonly Role[] | undefined
  /** Codes: `custom-roles-off`, `permission-not-allowed`. */
  readonly create: (input: NewRole) => Outcome
  /** Codes: `role-in-use` while members have it, `role-not-found`. */
  readonly remove: (roleId: string) => Outcome
  readonly reload: () => Outcome
}

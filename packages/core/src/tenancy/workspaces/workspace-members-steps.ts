import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Member } from '../../model/member.js'
import type { Workspace } from '../../model/membership.js'
import type { PagedActions, PagedView } from '../lists/paged-list.js'
import type { NoWorkspaceStep, SignedOutStep, WorkspaceRefusedStep } from '../tenancy-steps.js'

export type WorkspaceMembersState = FlowState<WorkspaceMembersStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<WorkspaceMembersState>

/** See PROTOCOL.md §3.7. */
export type WorkspaceMembersStep =
  | LoadingStep
  | SignedOutStep
  | NoWorkspaceStep
  | WorkspaceRefusedStep<Outcome>
  | WorkspaceMembersManageStep

/**
 * The members of the active workspace. Every member may see them; the changes need `workspace:admin` or `workspace:manage`.
 * Codes of all changes: `forbidden`, `mfa-required`, `address-not-allowed`, `context-changed`, `unconfirmed`.
 */
export interface WorkspaceMembersManageStep extends StepBase, PagedView, PagedActions<Outcome> {
  readonly kind: 'manage'
  readonly workspace: Workspace
  /** Undefined until they were loaded. They are loaded while the state has listeners, or by `reload`. */
  readonly members: readonly Member[] | undefined
  /** Codes: `member-not-found`, `role-not-found`. */
  readonly addRole: (memberId: string, roleId: string) => Outcome
  /** Codes: `member-not-found`, `role-not-found`. */
  readonly removeRole: (memberId: string, roleId: string) => Outcome
  /** Removes a member from the workspace, not from the organization. Codes: `member-not-found`. */
  readonly remove: (memberId: string) => Outcome
}

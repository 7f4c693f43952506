import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Workspace, WorkspaceMembership } from '../../model/membership.js'
import type { PlaceChanges } from '../place-fields.js'
import type { NoWorkspaceStep, SignedOutStep } from '../tenancy-steps.js'

export type WorkspaceState = FlowState<WorkspaceStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<WorkspaceState>

/** See PROTOCOL.md §3.7. */
export type WorkspaceStep = LoadingStep | SignedOutStep | NoWorkspaceStep | WorkspaceManageStep

/**
 * The active workspace. Codes of all actions: `mfa-required`, `address-not-allowed`, `context-changed`, `unconfirmed`,
 * `forbidden` with the missing permissions as `cause.data.missing`.
 */
export interface WorkspaceManageStep extends StepBase {
  readonly kind: 'manage'
  /** As the session shows it: without times and without `whitelistedIps`. */
  readonly workspace: Workspace
  /** The account's membership, with its roles. */
  readonly membership: WorkspaceMembership
  /** Whether members need a second factor. */
  readonly enforceMfa: boolean
  /** Undefined until the memberships of the account were loaded, while the state has listeners. */
  readonly whitelistedIps: readonly string[] | undefined
  /** Needs `workspace:admin`. Codes: `cannot-be-cleared`, `picture-rejected`, `invalid-argument` for an empty name. */
  readonly update: (changes: PlaceChanges) => Outcome
  /** Deletes the workspace for all its members. Needs `workspace:admin`. Codes: `workspace-auto-assigned`. */
  readonly delete: () => Outcome
  /** Ends the membership of this workspace. */
  readonly leave: () => Outcome
}

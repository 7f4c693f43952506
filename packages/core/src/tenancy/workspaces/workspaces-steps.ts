import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Organization, WorkspaceMembership } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { NoOrganizationStep, SignedOutStep } from '../tenancy-steps.js'

export type WorkspacesState = FlowState<WorkspacesStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<WorkspacesState>

/** See PROTOCOL.md §3.7, §6.6. */
export type WorkspacesStep = LoadingStep | SignedOutStep | NoOrganizationStep | WorkspacesManageStep

export interface NewWorkspace {
  readonly name: string
  readonly description?: string
  readonly image?: Blob
}

/**
 * The workspaces of the active account in the active organization. Codes of all actions: `signed-out`, `context-changed`,
 * `unconfirmed`.
 */
export interface WorkspacesManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  readonly organization: Organization
  /**
   * Those of the active organization whose name has `searchText`, newest first. `eligibilityRestriction` says why one cannot
   * be entered now. Undefined until they were loaded, while the state has listeners.
   */
  readonly memberships: readonly WorkspaceMembership[] | undefined
  /** The membership of the active workspace; undefined when none is active. */
  readonly active: WorkspaceMembership | undefined
  readonly searchText: string
  /** Searches what is loaded, without a request; `""` shows all. */
  readonly search: (text: string) => Outcome
  /** Creates a workspace and enters it. Codes: `workspaces-disabled`, `limit-reached`, `forbidden`, `picture-rejected`. */
  readonly create: (input: NewWorkspace) => Outcome
  /** Enters a workspace. Codes: `not-eligible`, `workspace-restricted`, `workspace-not-found`. */
  readonly switchTo: (workspaceId: string) => Outcome
  /** Leaves the active workspace for its organization; the memberships stay. */
  readonly leaveContext: () => Outcome
  /** Ends the membership. Codes: `workspace-not-found`, `mfa-required`, `address-not-allowed`. */
  readonly leave: (workspaceId: string) => Outcome
}

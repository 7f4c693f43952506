import type { SessionError } from '../errors.js'
import type { FlowState, StepBase } from '../flows/engine/declaration.js'
import type { EligibilityRestriction, Organization, Workspace } from '../model/membership.js'

export type ActiveTenancyState = FlowState<ActiveTenancyStep>

/** See PROTOCOL.md §6.6, §6.7. */
export type ActiveTenancyStep =
  | ActiveTenancyLoadingStep
  | ActiveTenancySignedOutStep
  | ChooseOrganizationStep
  | ChooseWorkspaceStep
  | ActiveTenancyReadyStep

/** The session is not known yet, or it has no workspace and it is not known whether the deployment has any. */
export interface ActiveTenancyLoadingStep extends StepBase {
  readonly kind: 'loading'
  /** Why the last attempt to find out failed. The client goes on trying. */
  readonly error: SessionError | undefined
}

/** No account is active. */
export interface ActiveTenancySignedOutStep extends StepBase {
  readonly kind: 'signed-out'
}

/** An organization must be chosen first, with `client.switchOrganization`. */
export interface ChooseOrganizationStep extends StepBase {
  readonly kind: 'choose-organization'
  /** `restricted`: the account may not use the active organization any more. */
  readonly reason: 'none-active' | 'restricted'
  /** What keeps the account out, with a sentence to show; only for `restricted`. */
  readonly restriction: EligibilityRestriction | undefined
}

/** A workspace of the active organization must be chosen first, with `client.switchWorkspace`. */
export interface ChooseWorkspaceStep extends StepBase {
  readonly kind: 'choose-workspace'
  /** `restricted`: the account may not use the active workspace any more. */
  readonly reason: 'none-active' | 'of-another-organization' | 'restricted'
  /** What keeps the account out, with a sentence to show; only for `restricted`. */
  readonly restriction: EligibilityRestriction | undefined
  readonly organization: Organization
}

/** Everything that the deployment asks for is chosen. */
export interface ActiveTenancyReadyStep extends StepBase {
  readonly kind: 'ready'
  readonly organization: Organization
  /** Undefined when the deployment has no workspaces. */
  readonly workspace: Workspace | undefined
}

import type { StepBase } from '../flows/engine/declaration.js'
import type { FlowError } from '../flows/engine/flow-error.js'
import type { Organization, Workspace } from '../model/membership.js'

/** No account is active. */
export interface SignedOutStep extends StepBase {
  readonly kind: 'signed-out'
}

/** No organization is active. */
export interface NoOrganizationStep extends StepBase {
  readonly kind: 'no-organization'
}

/** The server does not let the account see this of the active organization. */
export interface RefusedStep<Outcome> extends StepBase {
  readonly kind: 'refused'
  readonly organization: Organization
  /** Codes: `mfa-required`, `address-not-allowed`, `forbidden` with the missing permissions as `cause.data.missing`. */
  readonly reason: FlowError
  readonly reload: () => Outcome
}

/** No workspace is active. */
export interface NoWorkspaceStep extends StepBase {
  readonly kind: 'no-workspace'
}

/** The server does not let the account see this of the active workspace. */
export interface WorkspaceRefusedStep<Outcome> extends StepBase {
  readonly kind: 'refused'
  readonly workspace: Workspace
  /** Codes: `mfa-required`, `address-not-allowed`, `forbidden` with the missing permissions as `cause.data.missing`. */
  readonly reason: FlowError
  readonly reload: () => Outcome
}

import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Organization, Role } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { NewRole } from '../lists/role-changes.js'
import type { NoOrganizationStep, RefusedStep, SignedOutStep } from '../tenancy-steps.js'

export type OrganizationRolesState = FlowState<OrganizationRolesStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<OrganizationRolesState>

/** See PROTOCOL.md §3.6. */
export type OrganizationRolesStep =
  | LoadingStep
  | SignedOutStep
  | NoOrganizationStep
  | RefusedStep<Outcome>
  | OrganizationRolesManageStep

/**
 * The roles of the active organization. Every member may see them; the changes need `organization:admin` or
 * `organization:manage`. Codes of all changes: `forbidden`, `mfa-required`, `address-not-allowed`, `context-changed`,
 * `unconfirmed`.
 */
export interface OrganizationRolesManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  readonly organization: Organization
  /**
   * Those of the deployment, which have no `organizationId` and cannot be removed, and the organization's own. Undefined until
   * they were loaded: while the state has listeners, or by `reload`.
   */
  readonly roles: readonly Role[] | undefined
  /** Codes: `custom-roles-off`, `permission-not-allowed`. */
  readonly create: (input: NewRole) => Outcome
  /** Codes: `role-not-found`. */
  readonly remove: (roleId: string) => Outcome
  readonly reload: () => Outcome
}

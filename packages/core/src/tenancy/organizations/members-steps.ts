import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Member } from '../../model/member.js'
import type { Organization } from '../../model/membership.js'
import type { PagedActions, PagedView } from '../lists/paged-list.js'
import type { NoOrganizationStep, RefusedStep, SignedOutStep } from '../tenancy-steps.js'

export type OrganizationMembersState = FlowState<OrganizationMembersStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<OrganizationMembersState>

/** See PROTOCOL.md §3.6. */
export type OrganizationMembersStep =
  | LoadingStep
  | SignedOutStep
  | NoOrganizationStep
  | RefusedStep<Outcome>
  | OrganizationMembersManageStep

/**
 * The members of the active organization. Every member may see them; the changes need `organization:admin` or
 * `organization:manage`. Codes of all changes: `forbidden`, `mfa-required`, `address-not-allowed`, `context-changed`,
 * `unconfirmed`.
 */
export interface OrganizationMembersManageStep extends StepBase, PagedView, PagedActions<Outcome> {
  readonly kind: 'manage'
  readonly organization: Organization
  /** Undefined until they were loaded. They are loaded while the state has listeners, or by `reload`. */
  readonly members: readonly Member[] | undefined
  /** Codes: `member-not-found`, `role-not-found`. */
  readonly addRole: (memberId: string, roleId: string) => Outcome
  /** Codes: `member-not-found`, `role-not-found`, `last-admin`. */
  readonly removeRole: (memberId: string, roleId: string) => Outcome
  /** Removes a member from the organization. Codes: `member-not-found`, `last-admin`. */
  readonly remove: (memberId: string) => Outcome
}

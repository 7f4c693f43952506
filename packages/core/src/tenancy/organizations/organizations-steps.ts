import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { OrganizationMembership } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { SignedOutStep } from '../tenancy-steps.js'

export type OrganizationsState = FlowState<OrganizationsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<OrganizationsState>

/** See PROTOCOL.md §3.6, §6.6. */
export type OrganizationsStep = LoadingStep | SignedOutStep | OrganizationsManageStep

export interface NewOrganization {
  readonly name: string
  readonly description?: string
  readonly image?: Blob
}

/** The organizations of the active account. Codes of all actions: `signed-out`, `context-changed`, `unconfirmed`. */
export interface OrganizationsManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  /**
   * Those whose name has `searchText`, newest first. `eligibilityRestriction` says why one cannot be entered now. Undefined
   * until they were loaded, while the state has listeners.
   */
  readonly memberships: readonly OrganizationMembership[] | undefined
  /** The membership of the active organization; undefined when none is active. */
  readonly active: OrganizationMembership | undefined
  readonly searchText: string
  /** Searches what is loaded, without a request; `""` shows all. */
  readonly search: (text: string) => Outcome
  /** Creates an organization and enters it. Codes: `organizations-disabled`, `limit-reached`, `forbidden`, `picture-rejected`. */
  readonly create: (input: NewOrganization) => Outcome
  /** Enters an organization, without a workspace. Codes: `not-eligible`, `organization-restricted`, `organization-not-found`. */
  readonly switchTo: (organizationId: string) => Outcome
  /** Leaves the active organization and workspace for the personal account; the memberships stay. */
  readonly leaveContext: () => Outcome
  /** Ends the membership. Codes: `last-admin`, `organization-not-found`, `mfa-required`, `address-not-allowed`. */
  readonly leave: (organizationId: string) => Outcome
}

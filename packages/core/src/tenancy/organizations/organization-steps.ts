import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Organization, OrganizationMembership } from '../../model/membership.js'
import type { PlaceChanges } from '../place-fields.js'
import type { NoOrganizationStep, SignedOutStep } from '../tenancy-steps.js'

export type OrganizationState = FlowState<OrganizationStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<OrganizationState>

/** See PROTOCOL.md §3.6. */
export type OrganizationStep = LoadingStep | SignedOutStep | NoOrganizationStep | OrganizationManageStep

export interface OrganizationChanges extends PlaceChanges {
  /** The workspace that new members join; undefined for none. */
  readonly autoAssignedWorkspaceId?: string | undefined
}

/**
 * The active organization. Codes of all actions: `mfa-required`, `address-not-allowed`, `context-changed`, `unconfirmed`,
 * `forbidden` with the missing permissions as `cause.data.missing`.
 */
export interface OrganizationManageStep extends StepBase {
  readonly kind: 'manage'
  /** As the session shows it: without times and without `whitelistedIps`. */
  readonly organization: Organization
  /** The account's membership, with its roles. */
  readonly membership: OrganizationMembership
  /** Undefined until the memberships of the account were loaded, while the state has listeners. */
  readonly whitelistedIps: readonly string[] | undefined
  /**
   * Needs `organization:admin` or `organization:manage`. Codes: `cannot-be-cleared`, `picture-rejected`, `invalid-argument`
   * for an empty name.
   */
  readonly update: (changes: OrganizationChanges) => Outcome
  /** Deletes the organization for all its members. Codes: `owner-only`. */
  readonly delete: () => Outcome
  /** Codes: `last-admin`. */
  readonly leave: () => Outcome
}

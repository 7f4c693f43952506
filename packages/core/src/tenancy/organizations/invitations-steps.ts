import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { OrganizationInvitation } from '../../model/member.js'
import type { Organization } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { NoOrganizationStep, RefusedStep, SignedOutStep } from '../tenancy-steps.js'

export type OrganizationInvitationsState = FlowState<OrganizationInvitationsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<OrganizationInvitationsState>

/** See PROTOCOL.md §3.6. */
export type OrganizationInvitationsStep =
  | LoadingStep
  | SignedOutStep
  | NoOrganizationStep
  | RefusedStep<Outcome>
  | OrganizationInvitationsManageStep

export interface NewInvitation {
  readonly email: string
  /** A role of the organization. Without it, the server gives its default. */
  readonly roleId?: string | undefined
  /** Invites to this workspace, too. */
  readonly workspaceId?: string | undefined
  readonly workspaceRoleId?: string | undefined
}

/**
 * The invitations of the active organization that nobody has accepted. All of it needs `organization:admin` or
 * `organization:manage`. Codes of all changes: `forbidden`, `mfa-required`, `address-not-allowed`, `context-changed`,
 * `unconfirmed`.
 */
export interface OrganizationInvitationsManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  readonly organization: Organization
  /** Undefined until they were loaded: while the state has listeners, or by `reload`. */
  readonly invitations: readonly OrganizationInvitation[] | undefined
  /** Sends an e-mail. Codes: `already-invited`, `already-member`, `limit-reached`, `rejected`. */
  readonly send: (input: NewInvitation) => Outcome
  /** Sends another e-mail, with a link that is valid for ten days; the one before ends. Codes: `invitation-not-found`. */
  readonly resend: (invitationId: string) => Outcome
  /** Ends the link. Codes: `invitation-not-found`. */
  readonly discard: (invitationId: string) => Outcome
  readonly reload: () => Outcome
}

import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { OrganizationInvitation } from '../../model/member.js'
import type { Workspace } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { NoWorkspaceStep, SignedOutStep, WorkspaceRefusedStep } from '../tenancy-steps.js'

export type WorkspaceInvitationsState = FlowState<WorkspaceInvitationsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<WorkspaceInvitationsState>

/** See PROTOCOL.md §3.6. */
export type WorkspaceInvitationsStep =
  | LoadingStep
  | SignedOutStep
  | NoWorkspaceStep
  | WorkspaceRefusedStep<Outcome>
  | WorkspaceInvitationsManageStep

export interface NewWorkspaceInvitation {
  readonly email: string
  /** A role of the workspace. Without it, the server gives its default. */
  readonly roleId?: string | undefined
}

/**
 * The invitations to the active workspace, and with it to its organization, that nobody has accepted. All of it needs
 * `organization:admin` or `organization:manage`. Codes of all changes: `forbidden`, `mfa-required`, `address-not-allowed`,
 * `context-changed`, `unconfirmed`.
 */
export interface WorkspaceInvitationsManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  readonly workspace: Workspace
  /** Undefined until they were loaded: while the state has listeners, or by `reload`. */
  readonly invitations: readonly OrganizationInvitation[] | undefined
  /** Sends an e-mail. Codes: `already-invited`, `already-member`, `limit-reached`, `rejected`. */
  readonly send: (input: NewWorkspaceInvitation) => Outcome
  /** Sends another e-mail, with a link that is valid for ten days; the one before ends. Codes: `invitation-not-found`. */
  readonly resend: (invitationId: string) => Outcome
  /** Ends the link. Codes: `invitation-not-found`. */
  readonly discard: (invitationId: string) => Outcome
  readonly reload: () => Outcome
}

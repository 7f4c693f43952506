import type { FlowState, StepBase } from '../engine/declaration.js'

export type InvitationState = FlowState<InvitationStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<InvitationState>

/** The outcomes of an invitation; see PROTOCOL.md §3.1, §3.6. */
export type InvitationStep =
  | InvitationStartStep
  | ValidInvitationStep
  | MemberStep<'accepted'>
  | MemberStep<'already-member'>
  | NeededAccountStep<'sign-in-required'>
  | NeededAccountStep<'sign-up-required'>
  | NeededAccountStep<'wrong-account'>
  | ExpiredInvitationStep
  | InvalidInvitationStep
  | EnteredStep

export interface InvitationStartStep extends StepBase {
  readonly kind: 'start'
  /** Checks an invitation to sign up, by the `invite_token` of its link. Does not use it up. */
  readonly check: (token: string) => Outcome
  /** Accepts an invitation to an organization, by the `token` of its link, for the invited account of the browser session. */
  readonly accept: (token: string) => Outcome
}

interface InvitationInProgress extends StepBase {
  readonly restart: () => void
}

/** A valid invitation to sign up: pass its token to the sign-up. */
export interface ValidInvitationStep extends InvitationInProgress {
  readonly kind: 'valid'
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** An organization or workspace of an invitation. */
export interface InvitedPlace {
  readonly id: string
  readonly name: string
}

/** The account is a member now, or was before. Accepting alone does not enter the organization. */
export interface MemberStep<Kind extends 'accepted' | 'already-member'> extends InvitationInProgress {
  readonly kind: Kind
  readonly organization: InvitedPlace
  readonly workspace: InvitedPlace | undefined
  /** The account that is the member; not always the active one. */
  readonly signInId: string | undefined
  /**
   * Makes that account active and enters the workspace or organization. Codes: `sign-in-not-found`, `organization-not-found`,
   * `workspace-not-found`, `not-eligible`, `organization-restricted`, `workspace-restricted`, `signed-out`, `context-changed`.
   */
  readonly enter: () => Outcome
}

/**
 * The invited account is not signed in here. `sign-in-required`: the account exists. `sign-up-required`: it does not exist
 * yet. `wrong-account`: another account is signed in.
 */
export interface NeededAccountStep<Kind extends 'sign-in-required' | 'sign-up-required' | 'wrong-account'>
  extends InvitationInProgress {
  readonly kind: Kind
  readonly invitedEmail: string
  /** Accepts again, after the user signed in or up. */
  readonly retry: () => Outcome
}

export interface ExpiredInvitationStep extends InvitationInProgress {
  readonly kind: 'expired'
  readonly invitedEmail: string
}

/** Unknown, used or withdrawn; an invitation to sign up also if it expired. */
export interface InvalidInvitationStep extends InvitationInProgress {
  readonly kind: 'invalid'
}

/** The session shows the account in the organization or workspace it was invited to. */
export interface EnteredStep extends InvitationInProgress {
  readonly kind: 'entered'
  readonly organization: InvitedPlace
  readonly workspace: InvitedPlace | undefined
}

import type { FlowState, StepBase } from '../engine/declaration.js'

export type InvitationState = FlowState<InvitationStep>

/** Resolves when the state shows what came of it; never rejects. */
type Outcome = Promise<InvitationState>

/** Everything an invitation can turn out to be; see PROTOCOL.md §3.1, §3.6. */
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
  /** Asks about an invitation to sign up, by the `invite_token` of its link. Uses nothing up. */
  readonly check: (token: string) => Outcome
  /** Accepts an invitation to an organization, by the `token` of its link, for whichever account here it is meant for. */
  readonly accept: (token: string) => Outcome
}

interface InvitationInProgress extends StepBase {
  readonly restart: () => void
}

/** An invitation to sign up that still counts: give its token to the sign-up. */
export interface ValidInvitationStep extends InvitationInProgress {
  readonly kind: 'valid'
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** An organization or workspace, as far as an invitation speaks of it. */
export interface InvitedPlace {
  readonly id: string
  readonly name: string
}

/** A member now, or before. Accepting alone does not change where anybody works. */
export interface MemberStep<Kind extends 'accepted' | 'already-member'> extends InvitationInProgress {
  readonly kind: Kind
  readonly organization: InvitedPlace
  readonly workspace: InvitedPlace | undefined
  /** The account here that is the member; not always the active one. */
  readonly signInId: string | undefined
  /**
   * Makes that account active and enters the place. Codes: `sign-in-not-found`, `organization-not-found`,
   * `organization-restricted`, `workspace-not-found`, `workspace-restricted`, `signed-out`, `context-changed`.
   */
  readonly enter: () => Outcome
}

/**
 * Nobody here is who was invited: `sign-in-required` has an account, `sign-up-required` has none yet, `wrong-account` is
 * somebody else than who is signed in.
 */
export interface NeededAccountStep<Kind extends 'sign-in-required' | 'sign-up-required' | 'wrong-account'>
  extends InvitationInProgress {
  readonly kind: Kind
  readonly invitedEmail: string
  /** Accepts once more, after somebody signed in or up. */
  readonly retry: () => Outcome
}

export interface ExpiredInvitationStep extends InvitationInProgress {
  readonly kind: 'expired'
  readonly invitedEmail: string
}

/** Unknown, used or withdrawn; of an invitation to sign up also: expired. */
export interface InvalidInvitationStep extends InvitationInProgress {
  readonly kind: 'invalid'
}

/** The session shows the account in the place it was invited to. */
export interface EnteredStep extends InvitationInProgress {
  readonly kind: 'entered'
  readonly organization: InvitedPlace
  readonly workspace: InvitedPlace | undefined
}

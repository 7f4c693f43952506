import type { CompleteStep, EndedStep, InProgress, LoadingStep, UnsupportedStep } from '../attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../engine/declaration.js'
import type { SentTimes } from '../engine/sent-times.js'
import type { ProfileCompletionStep } from '../profile-completion/profile-completion.js'
import type { ProfileInput } from '../profile-completion/profile-fields.js'

export type SignUpState = FlowState<SignUpStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<SignUpState>

/** The steps of a sign-up; see PROTOCOL.md §6.5. */
export type SignUpStep =
  | LoadingStep
  | SignUpStartStep
  | SignUpCodeStep
  | SignUpProfileStep
  | CompleteStep
  | EndedStep
  | UnsupportedStep

/** Empty fields are not sent. */
export interface SignUpInput extends ProfileInput {
  readonly password?: string
  /** Default: `invite_token` of the page's URL. */
  readonly inviteToken?: string
}

export interface SignUpStartStep extends StepBase {
  readonly kind: 'start'
  /**
   * Creates the account, or the attempt that leads to it; sends no message. Several fields may be refused at once.
   * Codes: `email-exists`, `username-exists`, `phone-number-exists`, `signup-restricted`, `signup-waitlist-only`,
   * `invalid-invitation-token`, `bad-request-body` for what a restriction or the password policy refuses.
   */
  readonly submit: (input: SignUpInput) => Outcome
}

export interface SignUpCodeStep extends InProgress, SentTimes {
  readonly kind: 'verify-code'
  readonly channel: 'email' | 'phone'
  /** The address or number as it was entered. */
  readonly address: string
  /** Sends a code, or another one. Codes: `too-soon`, `rate-limited`. */
  readonly send: () => Outcome
  /** Codes: `code-rejected`, `country-restricted`. */
  readonly verify: (code: string) => Outcome
}

/** After a provider sign-in of a new user, if the deployment requires more fields. */
export interface SignUpProfileStep extends ProfileCompletionStep<SignUpState> {}

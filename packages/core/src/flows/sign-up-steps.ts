import type { FlowState } from './machine.js'
import type { FieldName } from './problem.js'
import type { SentTimes } from './sent-times.js'
import type {
  CompleteStep,
  EndedStep,
  InProgress,
  LoadingStep,
  ProfileInput,
  UnsupportedStep,
} from './sign-in-steps.js'

export type SignUpState = FlowState<SignUpStep>

/** Resolves when the state shows what came of it; never rejects. */
type Outcome = Promise<SignUpState>

/** Everything a sign-up can wait for; see PROTOCOL.md §6.5. */
export type SignUpStep =
  | LoadingStep
  | SignUpStartStep
  | SignUpCodeStep
  | SignUpProfileStep
  | CompleteStep
  | EndedStep
  | UnsupportedStep

/** Only what is filled in is sent. */
export interface SignUpInput extends ProfileInput {
  readonly password?: string
  /** Default: `invite_token` of the page's address. */
  readonly inviteToken?: string
}

export interface SignUpStartStep {
  readonly kind: 'start'
  /**
   * Creates the account, or the attempt that leads there; sends nothing to anybody. Several fields may be refused at once.
   * Codes: `email-exists`, `username-exists`, `phone-number-exists`, `signup-restricted`, `signup-waitlist-only`,
   * `invalid-invitation-token`, `bad-request-body` for what a restriction or the password policy refuses.
   */
  readonly submit: (input: SignUpInput) => Outcome
}

export interface SignUpCodeStep extends InProgress, SentTimes {
  readonly kind: 'verify-code'
  readonly channel: 'email' | 'phone'
  /** The address or number as it was given. */
  readonly address: string
  /** Sends a code, another one when one was sent before. Codes: `too-soon`, `rate-limited`. */
  readonly send: () => Outcome
  /** Codes: `code-rejected`, `country-restricted`. */
  readonly verify: (code: string) => Outcome
}

/** After a provider named somebody of whom the deployment wants to know more. */
export interface SignUpProfileStep extends InProgress {
  readonly kind: 'complete-profile'
  readonly missing: readonly FieldName[]
  readonly submit: (profile: ProfileInput) => Outcome
}

import type { CompleteStep } from '../attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../engine/declaration.js'
import type { SentTimes } from '../engine/sent-times.js'

export type PasswordResetState = FlowState<PasswordResetStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<PasswordResetState>

/** The steps of a password reset; see PROTOCOL.md §3.3. */
export type PasswordResetStep =
  | PasswordResetRequestStep
  | PasswordResetCodeStep
  | NewPasswordStep
  | RemainingSignInStep
  | CompleteStep

export interface PasswordResetRequestStep extends StepBase {
  readonly kind: 'request'
  /** Sends a code to this e-mail address. Codes: `user-not-found`: unlike a sign-in, this reveals that no account has it. */
  readonly send: (email: string) => Outcome
}

export interface PasswordResetCodeStep extends StepBase, SentTimes {
  readonly kind: 'verify-code'
  /** As it was typed. */
  readonly address: string
  /** Sends another code. Codes: `too-soon`, `rate-limited`. */
  readonly send: () => Outcome
  /** Codes: `code-rejected`. */
  readonly verify: (code: string) => Outcome
  /** Begins again, with another address. */
  readonly restart: () => void
}

export interface NewPasswordStep extends StepBase {
  readonly kind: 'new-password'
  readonly address: string
  /** Until when a password can be set, epoch ms by this machine's clock; after that, another code is required. */
  readonly expiresAtMs: number
  /**
   * Sets the password and signs in with it. A refusal by the policy is in the error's `fields.password`. Codes:
   * `reset-expired`, `user-disabled`, `user-already-signed-in`, which does not change the password.
   */
  readonly submit: (password: string) => Outcome
  readonly restart: () => void
}

/** The sign-in needs further steps: continue with `createSignIn(client).resume(attemptId)`. */
export interface RemainingSignInStep extends StepBase {
  readonly kind: 'sign-in'
  readonly attemptId: string
  readonly restart: () => void
}

import type { CompleteStep } from '../attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../engine/declaration.js'
import type { SentTimes } from '../engine/sent-times.js'

export type PasswordResetState = FlowState<PasswordResetStep>

/** Resolves when the state shows what came of it; never rejects. */
type Outcome = Promise<PasswordResetState>

/** The way back in for whoever forgot their password; see PROTOCOL.md §3.3. */
export type PasswordResetStep =
  | PasswordResetRequestStep
  | PasswordResetCodeStep
  | NewPasswordStep
  | RemainingSignInStep
  | CompleteStep

export interface PasswordResetRequestStep extends StepBase {
  readonly kind: 'request'
  /** Sends a code to this e-mail address. Codes: `user-not-found`: unlike a sign-in this tells who is unknown. */
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
  /** Begins anew, with another address. */
  readonly restart: () => void
}

export interface NewPasswordStep extends StepBase {
  readonly kind: 'new-password'
  readonly address: string
  /** Until when a password can be set, epoch ms by this machine's clock; then it takes another code. */
  readonly expiresAtMs: number
  /**
   * Sets the password and signs in with it. What the policy refuses is in the error's `fields.password`. Codes:
   * `reset-expired`, `user-disabled`, `user-already-signed-in`, which leaves the old password as it is.
   */
  readonly submit: (password: string) => Outcome
  readonly restart: () => void
}

/** Signed in but for further steps: `createSignIn(client).resume(attemptId)` takes them up. */
export interface RemainingSignInStep extends StepBase {
  readonly kind: 'sign-in'
  readonly attemptId: string
  readonly restart: () => void
}

import type { LoadingStep } from '../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../flows/engine/declaration.js'
import type { SignedOutStep } from './account-steps.js'

export type PasswordState = FlowState<PasswordStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<PasswordState>

/** See PROTOCOL.md §3.5. */
export type PasswordStep = LoadingStep | SignedOutStep | NoPasswordStep | HasPasswordStep

/** The active account has no password. Codes of all: `signed-out`, `context-changed`. */
export interface NoPasswordStep extends StepBase {
  readonly kind: 'none'
  /**
   * Codes: `password-rejected` for fewer than 6 or more than 125 characters. The server does not check the policy of the
   * deployment here: do it with `checkPassword`.
   */
  readonly set: (input: { readonly newPassword: string }) => Outcome
}

/** The active account has a password. Codes of all: `password-incorrect`, `signed-out`, `context-changed`. */
export interface HasPasswordStep extends StepBase {
  readonly kind: 'has'
  /** The other sign-ins of the account stay. Codes: `password-rejected`, as for a first one; `unconfirmed`. */
  readonly change: (input: { readonly currentPassword: string; readonly newPassword: string }) => Outcome
  /** Codes: `no-alternative-auth-method` when the account could not sign in without it. */
  readonly remove: (input: { readonly currentPassword: string }) => Outcome
}

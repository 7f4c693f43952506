import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { User } from '../../model/user.js'
import type { SignedOutStep } from '../account-steps.js'

export type AuthenticatorState = FlowState<AuthenticatorStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<AuthenticatorState>

/** See PROTOCOL.md §3.5. */
export type AuthenticatorStep =
  | LoadingStep
  | SignedOutStep
  | AuthenticatorManageStep
  | AuthenticatorScanStep
  | AuthenticatorConfirmStep

/** Codes of all: `signed-out`, `context-changed`. */
export interface AuthenticatorManageStep extends StepBase {
  readonly kind: 'manage'
  /** The linked app, or undefined if there is none. */
  readonly authenticator: User['userAuthenticator']
  /** Creates a secret for an app. It is not linked before two of its codes were confirmed. */
  readonly begin: () => Outcome
  /** Also voids the backup codes, and sets the account's second-factor policy to that of the deployment. */
  readonly remove: () => Outcome
}

/** The user adds the account to an app, from a QR code of `otpUrl` or by typing `secret`, then types the code it shows. */
export interface AuthenticatorScanStep extends StepBase {
  readonly kind: 'scan'
  /** For a QR code. It contains the secret: never log it, and never send it to a service that draws QR codes. */
  readonly otpUrl: string
  /** In base 32. Never shown again. */
  readonly secret: string
  /** Keeps the code that the app shows now. Sends nothing. */
  readonly next: (input: { readonly code: string }) => Outcome
  readonly restart: () => void
}

/**
 * The user waits for the next code of the app and types it.
 *
 * An app shows one code for each window of 30 s. The server wants two of them: that of the window before and that of the
 * present one. So the second code must be typed in the window right after the first:
 *
 * - In the same window the app still shows the first code: `confirm` refuses it as `too-soon`, and sends nothing.
 * - Too late, after the next window: `confirm` fails with `code-rejected`, and the typed code becomes the first. The user
 *   types the one after it. If no code comes for 60 s after the first, no pair is possible, and the step is `scan` again.
 * - A mistyped code fails with `code-rejected`; the first is kept, so that the user can correct it in the same window.
 *
 * The times are by the clock of this machine. If it is wrong, they are off by up to 30 s, but nothing is refused because of
 * them. If the clock of the phone is wrong, every pair is rejected: the user must set it first.
 */
export interface AuthenticatorConfirmStep extends StepBase {
  readonly kind: 'confirm'
  /** When the app shows the next code, epoch ms. */
  readonly windowEndsAtMs: number
  /** Whether that time has come. Until then, the app shows the first code. */
  readonly isNextShown: boolean
  /** When the step is `scan` again, epoch ms. */
  readonly expiresAtMs: number
  /**
   * Links the app. Codes: `too-soon` for the first code again, with `retryAfterMs`; `code-rejected`;
   * `authenticator-not-found` when the server does not know the secret any more: begin again.
   */
  readonly confirm: (input: { readonly code: string }) => Outcome
  readonly restart: () => void
}

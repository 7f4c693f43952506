import type { CompleteStep, LoadingStep } from '../attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../engine/declaration.js'

export type PasskeySignInState = FlowState<PasskeySignInStep>

/** See PROTOCOL.md §3.3. */
export type PasskeySignInStep = LoadingStep | PasskeyStartStep | CompleteStep

export interface PasskeySignInOptions {
  /**
   * Offers passkeys in the suggestions of an `<input autocomplete="username webauthn">`, until another ceremony begins,
   * `cancel` is called or the page is left. Resolves when one was picked, or the offer ends. Default: prompts at once.
   */
  readonly autofill?: boolean
}

/** Ready to sign in, or to add an account if one is signed in. */
export interface PasskeyStartStep extends StepBase {
  readonly kind: 'start'
  /** Whether passkeys are offered in the suggestions of an input. */
  readonly isOffered: boolean
  /**
   * Signs in with a passkey, without any further step. Resolves when the state shows the outcome; never rejects.
   * Codes: `passkey-cancelled`, `invalid-credentials`, `passkey-unsupported`, `passkey-wrong-origin`, `passkey-failed`,
   * `aborted`, `passkey-not-enabled`, `user-already-signed-in`, `user-disabled`.
   */
  readonly signIn: (options?: PasskeySignInOptions) => Promise<PasskeySignInState>
}

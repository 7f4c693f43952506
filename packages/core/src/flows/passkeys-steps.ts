import type { FlowState } from './machine.js'
import type { CompleteStep, LoadingStep } from './sign-in-steps.js'

export type PasskeysState = FlowState<PasskeysStep>

/** Resolves when the state shows what came of it; never rejects. */
type Outcome = Promise<PasskeysState>

/** See PROTOCOL.md §3.3, §3.5. */
export type PasskeysStep = LoadingStep | PasskeyStartStep | PasskeyManageStep | CompleteStep

export interface PasskeySignInOptions {
  /**
   * Offers passkeys in the suggestions of an `<input autocomplete="username webauthn">`, for as long as the page is there
   * or until another ceremony begins. Resolves when one was picked, or with the end of the offer. Default: asks at once.
   */
  readonly autofill?: boolean
}

interface PasskeySignIn {
  /** Whether passkeys are offered in the suggestions of an input. */
  readonly isOffered: boolean
  /**
   * Signs in with a passkey, without any further step; a signed-in person adds an account. Codes: `passkey-cancelled`,
   * `invalid-credentials`, `passkey-unsupported`, `passkey-wrong-origin`, `passkey-failed`, `aborted`,
   * `passkey-not-enabled`, `user-already-signed-in`, `user-disabled`.
   */
  readonly signIn: (options?: PasskeySignInOptions) => Outcome
}

/** Nobody is signed in. */
export interface PasskeyStartStep extends PasskeySignIn {
  readonly kind: 'start'
}

/** Somebody is signed in: these are theirs. Codes of all: `signed-out`, `context-changed`, `passkey-not-enabled`. */
export interface PasskeyManageStep extends PasskeySignIn {
  readonly kind: 'manage'
  /** The newest first. Undefined until `list` was called, and once another account is active. */
  readonly passkeys: readonly Passkey[] | undefined
  readonly list: () => Outcome
  /**
   * Makes a passkey for this account. Codes: `passkey-cancelled`, `passkey-exists`, `passkey-unsupported`,
   * `passkey-wrong-origin`, `passkey-failed`, `passkey-rejected` by the server, `aborted`.
   */
  readonly register: (input: { readonly name: string }) => Outcome
  /** Codes: `passkey-not-found`. */
  readonly rename: (id: string, name: string) => Outcome
  /** Codes: `passkey-not-found`. */
  readonly remove: (id: string) => Outcome
}

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAtMs: number | undefined
  readonly lastUsedAtMs: number | undefined
  /** `platform` for one that lives in this kind of device, `cross-platform` for a key one carries around. */
  readonly deviceType: string
  readonly backedUp: boolean
}

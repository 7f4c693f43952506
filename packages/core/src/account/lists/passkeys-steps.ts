import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { FlowError } from '../../flows/engine/flow-error.js'
import type { SignedOutStep } from '../account-steps.js'

export type PasskeysState = FlowState<PasskeysStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<PasskeysState>

/** See PROTOCOL.md §3.5. */
export type PasskeysStep = LoadingStep | SignedOutStep | PasskeysManageStep

/** The passkeys of the active account. Codes of all: `signed-out`, `context-changed`, `passkey-not-enabled`. */
export interface PasskeysManageStep extends StepBase {
  readonly kind: 'manage'
  /**
   * Newest first. They are loaded while the state has listeners, and again after each change; undefined until then, and after
   * another account became active.
   */
  readonly passkeys: readonly Passkey[] | undefined
  /** Why the last load failed, for example with `passkey-not-enabled`. */
  readonly listError: FlowError | undefined
  /** Loads the list now: to try again after `listError`. */
  readonly refresh: () => Outcome
  /**
   * Creates a passkey for this account. Codes: `passkey-cancelled`, `passkey-exists`, `passkey-unsupported`,
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
  /** `platform` for a passkey of the device itself, `cross-platform` for a security key. */
  readonly deviceType: string
  readonly backedUp: boolean
}

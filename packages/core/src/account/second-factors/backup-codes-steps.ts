import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { SignedOutStep } from '../account-steps.js'

export type BackupCodesState = FlowState<BackupCodesStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<BackupCodesState>

/** See PROTOCOL.md §3.5. */
export type BackupCodesStep = LoadingStep | SignedOutStep | BackupCodesManageStep | BackupCodesShownStep

/**
 * Codes of all: `unconfirmed` when the answer was lost: then the codes of before may be void and the new ones are unknown, so
 * offer `regenerate`; `signed-out`, `context-changed`.
 */
export interface BackupCodesManageStep extends StepBase {
  readonly kind: 'manage'
  /** Whether the account has backup codes. They cannot be seen again. */
  readonly generated: boolean
  readonly generate: () => Outcome
  /** Voids the codes of before. */
  readonly regenerate: () => Outcome
}

/** The only time that the codes are shown. They go on `done`, `restart`, and when the account is not active any more. */
export interface BackupCodesShownStep extends StepBase {
  readonly kind: 'shown'
  /** Each is valid once, as it is written. */
  readonly codes: readonly string[]
  /** The user has kept them. */
  readonly done: () => Outcome
  readonly restart: () => void
}

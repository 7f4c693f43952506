import type { LoadingStep } from '../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../flows/engine/declaration.js'
import type { SignedOutStep } from './account-steps.js'

export type AccountDeletionState = FlowState<AccountDeletionStep>

/** See PROTOCOL.md §3.5. */
export type AccountDeletionStep = LoadingStep | SignedOutStep | DeletionConfirmStep | AccountDeletedStep

/** The active account can be deleted, for good. Let the user confirm it first. */
export interface DeletionConfirmStep extends StepBase {
  readonly kind: 'confirm'
  /**
   * Deletes the account with all its sign-ins. Newer servers do not check the password, so it protects nothing. Codes:
   * `password-incorrect`, `signed-out`, `context-changed`.
   */
  readonly delete: (input?: { readonly password?: string | undefined }) => Promise<AccountDeletionState>
}

/** The account is gone: no session shows it any more, in any tab. Until `restart`, or until another account is active. */
export interface AccountDeletedStep extends StepBase {
  readonly kind: 'deleted'
  readonly restart: () => void
}

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
   * Deletes the account with all its sign-ins. Newer servers do not check the password, so it protects nothing. Without an
   * error the account is gone, also if another one is active now, for which the step is `confirm` again. Codes:
   * `password-incorrect`, `signed-out`, `context-changed`, `unconfirmed` when the answer was lost and the session does not
   * show whose sign-ins are left.
   */
  readonly delete: (input?: { readonly password?: string | undefined }) => Promise<AccountDeletionState>
}

/** The account is gone: no session shows it any more, in any tab. Only while no account is active, and until `restart`. */
export interface AccountDeletedStep extends StepBase {
  readonly kind: 'deleted'
  readonly restart: () => void
}

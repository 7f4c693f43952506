import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { FlowError } from '../../flows/engine/flow-error.js'
import type { SignIn } from '../../model/session.js'
import type { SignedOutStep } from '../account-steps.js'

export type AccountSignInsState = FlowState<AccountSignInsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<AccountSignInsState>

/** See PROTOCOL.md §3.5. */
export type AccountSignInsStep = LoadingStep | SignedOutStep | AccountSignInsManageStep

/** One sign-in of the active account's user, in this browser or on another device. */
export interface AccountSignIn
  extends Pick<
    SignIn,
    | 'id'
    | 'createdAtMs'
    | 'expiresAtMs'
    | 'lastActiveAtMs'
    | 'ipAddress'
    | 'browser'
    | 'device'
    | 'city'
    | 'region'
    | 'country'
    | 'countryCode'
  > {
  /** Whether it is the active one of this browser. */
  readonly isCurrent: boolean
}

/** Codes of all: `signed-out`, `context-changed`. */
export interface AccountSignInsManageStep extends StepBase {
  readonly kind: 'manage'
  /**
   * They are loaded while the state has listeners, and again after each change of this browser; undefined until then, and after
   * another account became active.
   */
  readonly signIns: readonly AccountSignIn[] | undefined
  /** Why the last load failed. */
  readonly listError: FlowError | undefined
  /** Loads the list now: what happens on other devices is not shown by itself. */
  readonly refresh: () => Outcome
  /** Ends a sign-in. The current one ends as by `client.signOut`. Codes: `sign-in-not-found`. */
  readonly revoke: (id: string) => Outcome
  /** Ends all but the current one. If it fails, some may have ended: the list shows which are left. */
  readonly revokeOthers: () => Outcome
}

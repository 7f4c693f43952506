import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Delivery } from '../list/list-steps.js'

export type UnreadCountState = FlowState<UnreadCountStep>

/** See PROTOCOL.md §3.9. */
export type UnreadCountStep = LoadingStep | UnreadCountSignedOutStep | UnreadCountManageStep

/** No account is active. */
export interface UnreadCountSignedOutStep extends StepBase {
  readonly kind: 'signed-out'
}

/** An account is active. */
export interface UnreadCountManageStep extends StepBase, Delivery {
  readonly kind: 'manage'
  /** Undefined until it is loaded, and after another account, organization or workspace became active. */
  readonly count: number | undefined
}

import type { StepBase } from '../flows/engine/declaration.js'

/** No account is active. */
export interface SignedOutStep extends StepBase {
  readonly kind: 'signed-out'
}

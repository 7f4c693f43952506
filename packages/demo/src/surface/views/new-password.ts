import { passwordRefusal } from '../passwords.ts'
import type { Typed } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

/** Sends a new password only if it meets the deployment's policy; else shows all violations at once. */
export const withNewPassword =
  ({ deployment, choose }: Surroundings, send: (typed: Typed) => unknown) =>
  (typed: Typed): unknown => {
    const refusal = typed.password ? passwordRefusal(deployment, typed.password) : undefined
    choose({ refused: refusal === undefined ? undefined : { password: refusal } })
    return refusal === undefined && send(typed)
  }

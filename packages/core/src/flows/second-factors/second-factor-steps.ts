import type { InProgress } from '../attempts/attempt-steps.js'
import type { SentTimes } from '../engine/sent-times.js'

export type SecondFactorMethod = 'authenticator' | 'backup-code' | 'phone'

export interface SecondFactorStepOf<State> extends InProgress, SentTimes {
  readonly kind: 'second-factor'
  /** What this person has and the deployment takes. */
  readonly methods: readonly SecondFactorMethod[]
  /** What `verify` takes a code of. */
  readonly method: SecondFactorMethod
  /** The phone a code was sent to, masked. */
  readonly address: string
  readonly choose: (method: 'authenticator' | 'backup-code') => Promise<State>
  /** Sends a code to the phone that ends with these four digits. Codes: `too-soon`, `phone-rejected`. */
  readonly sendPhoneCode: (lastDigits: string) => Promise<State>
  /** Codes: `code-rejected`. */
  readonly verify: (code: string) => Promise<State>
}

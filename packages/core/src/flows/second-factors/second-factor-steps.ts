import type { InProgress } from '../attempts/attempt-steps.js'
import type { SentTimes } from '../engine/sent-times.js'

export type SecondFactorMethod = 'authenticator' | 'backup-code' | 'phone'

export interface SecondFactorStepOf<State> extends InProgress, SentTimes {
  readonly kind: 'second-factor'
  /** The methods that this user has and the deployment accepts. */
  readonly methods: readonly SecondFactorMethod[]
  /** The method whose code `verify` takes. */
  readonly method: SecondFactorMethod
  /** The phone number that a code was sent to, masked. */
  readonly address: string
  readonly choose: (method: 'authenticator' | 'backup-code') => Promise<State>
  /** Sends a code to the phone number that ends with these four digits. Codes: `too-soon`, `phone-rejected`. */
  readonly sendPhoneCode: (lastDigits: string) => Promise<State>
  /** Codes: `code-rejected`. */
  readonly verify: (code: string) => Promise<State>
}

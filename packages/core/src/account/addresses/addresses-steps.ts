import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { SentTimes } from '../../flows/engine/sent-times.js'
import type { UserEmailAddress, UserPhoneNumber } from '../../model/user.js'
import type { SignedOutStep } from '../account-steps.js'

export type EmailAddressesState = FlowState<EmailAddressesStep>
export type PhoneNumbersState = FlowState<PhoneNumbersStep>

/** See PROTOCOL.md §3.5. */
export type EmailAddressesStep = AddressesStep<UserEmailAddress, EmailAddressInput>
/** See PROTOCOL.md §3.5. */
export type PhoneNumbersStep = AddressesStep<UserPhoneNumber, PhoneNumberInput>

export interface EmailAddressInput {
  readonly email: string
}

export interface PhoneNumberInput {
  readonly phoneNumber: string
  /** The dial code with its plus, for example `+1`. */
  readonly phoneCountryCode: string
}

/** The steps of both: e-mail addresses and phone numbers. */
export type AddressesStep<Row, Input> =
  | LoadingStep
  | SignedOutStep
  | AddressesManageStep<Row, Input>
  | AddressVerifyStep<Row, Input>

/** One of the account's addresses, or phone numbers. */
export type Address<Row> = Row & {
  /** Whether it is the one that the account is known by. */
  readonly isPrimary: boolean
}

/** Resolves when the state shows the outcome; never rejects. */
type Outcome<Row, Input> = Promise<FlowState<AddressesStep<Row, Input>>>

/** The addresses of the active account. Codes of all: `address-not-found`, `signed-out`, `context-changed`. */
export interface AddressesManageStep<Row, Input> extends StepBase {
  readonly kind: 'manage'
  /** As the session shows them, also after a change in another tab. */
  readonly addresses: readonly Address<Row>[]
  /**
   * Adds an address that is not verified yet. Sends nothing to it: `verify` does. Codes: `email-exists`,
   * `phone-number-exists`; `address-restricted` for one that the deployment does not allow, or that is malformed.
   */
  readonly add: (input: Input) => Outcome<Row, Input>
  /** Sends a code to the address, unless one was sent a moment ago, and goes to `verify`. */
  readonly verify: (id: string) => Outcome<Row, Input>
  /** Codes: `address-unverified`. */
  readonly makePrimary: (id: string) => Outcome<Row, Input>
  /** Codes: `address-primary`: make another one primary first. */
  readonly remove: (id: string) => Outcome<Row, Input>
}

/** An address waits for its code. Once it is verified, here or elsewhere, or removed, the step is `manage`. */
export interface AddressVerifyStep<Row, Input> extends StepBase, SentTimes {
  readonly kind: 'verify'
  readonly address: Address<Row>
  /** Sends another code. Codes: `too-soon`. */
  readonly resend: () => Outcome<Row, Input>
  /** Codes: `code-rejected`. */
  readonly confirm: (input: { readonly code: string }) => Outcome<Row, Input>
  /** Back to `manage`. The address stays as it is. */
  readonly restart: () => void
}

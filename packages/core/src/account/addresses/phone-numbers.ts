import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow } from '../../flows/engine/create-flow.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { UserPhoneNumber } from '../../model/user.js'
import { type AddressRules, declareAddresses } from './addresses.js'
import type { PhoneNumberInput, PhoneNumbersState, PhoneNumbersStep } from './addresses-steps.js'

export interface PhoneNumbersFlow {
  readonly $state: ReadableAtom<PhoneNumbersState>
  /** Drops what is in progress and goes back to `manage`. */
  readonly restart: () => void
}

const digitsOf = (number: string) => number.replace(/\D/g, '')

const rules: AddressRules<UserPhoneNumber, PhoneNumberInput> = {
  name: 'phone-number',
  path: 'me/phone-numbers',
  rowsOf: ({ userPhoneNumbers }) => userPhoneNumbers,
  primaryIdOf: ({ primaryPhoneNumberId }) => primaryPhoneNumberId,
  formOf({ phoneNumber, phoneCountryCode }) {
    requireText('phoneNumber', phoneNumber)
    requireText('phoneCountryCode', phoneCountryCode)
    return { phone_number: phoneNumber.trim(), country_code: phoneCountryCode.trim() }
  },
  isOf: (row, { phoneNumber, phoneCountryCode }) =>
    digitsOf(row.countryCode + row.phoneNumber) === digitsOf(phoneCountryCode + phoneNumber),
  existsCode: 'phone-number-exists',
  codeIn: 'form',
}

/**
 * Manages the phone numbers of the active account: adds, verifies and removes them, and makes one the primary. A verified
 * number is a second factor, too. Sends nothing by itself.
 *
 * @example
 * ```ts
 * import { createPhoneNumbers } from '@wachter/core/account'
 *
 * const { step } = createPhoneNumbers(client).$state.get()
 * if (step.kind === 'manage') await step.add({ phoneNumber: '5550100', phoneCountryCode: '+1' })
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createPhoneNumbers = (client: Client): PhoneNumbersFlow =>
  createFlow<PhoneNumbersStep, PhoneNumbersFlow>(client, (engine) => declareAddresses(engine, rules))

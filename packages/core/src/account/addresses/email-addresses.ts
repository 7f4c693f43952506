import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow } from '../../flows/engine/create-flow.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { UserEmailAddress } from '../../model/user.js'
import { type AddressRules, declareAddresses } from './addresses.js'
import type { EmailAddressesState, EmailAddressesStep, EmailAddressInput } from './addresses-steps.js'

export interface EmailAddressesFlow {
  readonly $state: ReadableAtom<EmailAddressesState>
  /** Drops what is in progress and goes back to `manage`. */
  readonly restart: () => void
}

const rules: AddressRules<UserEmailAddress, EmailAddressInput> = {
  name: 'email-address',
  path: 'me/email-addresses',
  rowsOf: ({ userEmailAddresses }) => userEmailAddresses,
  primaryIdOf: ({ primaryEmailAddressId }) => primaryEmailAddressId,
  formOf({ email }) {
    requireText('email', email)
    return { email: email.trim() }
  },
  isOf: (row, { email }) => row.email.toLowerCase() === email.trim().toLowerCase(),
  existsCode: 'email-exists',
  codeIn: 'query',
}

/**
 * Manages the e-mail addresses of the active account: adds, verifies and removes them, and makes one the primary. Sends
 * nothing by itself.
 *
 * @example
 * ```ts
 * import { createEmailAddresses } from '@wachter/core/account'
 *
 * const addresses = createEmailAddresses(client)
 * const { step } = addresses.$state.get()
 * if (step.kind === 'manage') await step.add({ email: 'ada@work.example' })
 * ```
 * @example With the code that was sent
 * ```ts
 * import { createEmailAddresses } from '@wachter/core/account'
 *
 * const { step } = createEmailAddresses(client).$state.get()
 * const unverified = step.kind === 'manage' && step.addresses.find(({ verified }) => !verified)
 * const sent = unverified ? await step.verify(unverified.id) : undefined
 * if (sent?.step.kind === 'verify') await sent.step.confirm({ code: '123456' })
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createEmailAddresses = (client: Client): EmailAddressesFlow =>
  createFlow<EmailAddressesStep, EmailAddressesFlow>(client, (engine) => declareAddresses(engine, rules))

import * as wire from '@wachter/core/wire'
import type { Emulator } from '@wachter/emulator'
import { userWithEverything } from '../fixtures/user.js'
import { shapeOf } from '../wire-shape.js'
import { listOf, sentence, someObject } from './schemas.js'
import { asAda, type Call, post, signIn, type Visit } from './visit.js'
import { form, lastCodeOf } from './way-in.js'

// Core reads addresses and numbers as parts of a user; on their own they are the same.
const addresses = { schema: listOf(someObject()), shape: shapeOf(userWithEverything.user_email_addresses) }
const address = { schema: someObject(), shape: shapeOf(userWithEverything.user_email_addresses[0]) }
const numbers = { schema: listOf(someObject()), shape: shapeOf(userWithEverything.user_phone_numbers) }
const number = { schema: someObject(), shape: shapeOf(userWithEverything.user_phone_numbers[0]) }

const newAddress = form('/me/email-addresses', { email: 'countess@example.org' })
const newNumber = form('/me/phone-numbers', { phone_number: '2079460111', country_code: '+44' })
const addressOf = ({ world }: Emulator) => `/me/email-addresses/${world.user('ada').emailAddresses.at(-1)?.id}`
const numberOf = ({ world }: Emulator) => `/me/phone-numbers/${world.user('ada').phoneNumbers.at(-1)?.id}`

const withNew = (what: typeof newAddress) => async (call: Call) => {
  await asAda(call)
  await call(what)
}

/** How the signed-in are reached, and what else proves who they are. */
export const contactVisits: readonly Visit[] = [
  { name: 'e-mail addresses', before: asAda, ask: () => ({ path: '/me/email-addresses' }), ...addresses },
  { name: 'an e-mail address', before: asAda, ask: (emulator) => ({ path: addressOf(emulator) }), ...address },
  { name: 'a new e-mail address', before: asAda, ask: () => newAddress, ...address },
  {
    name: 'a code for an e-mail address',
    before: withNew(newAddress),
    ask: (emulator) => post(`${addressOf(emulator)}/prepare-verification`),
    schema: sentence(),
  },
  {
    name: 'a verified e-mail address',
    async before(call, emulator) {
      await withNew(newAddress)(call)
      await call(post(`${addressOf(emulator)}/prepare-verification`))
    },
    ask: (emulator) => post(`${addressOf(emulator)}/attempt-verification`, { code: lastCodeOf(emulator) }),
    schema: sentence(),
  },
  {
    name: 'the end of an e-mail address',
    before: withNew(newAddress),
    ask: (emulator) => post(`${addressOf(emulator)}/delete`),
    schema: sentence(),
  },
  { name: 'phone numbers', before: asAda, ask: () => ({ path: '/me/phone-numbers' }), ...numbers },
  { name: 'a new phone number', before: asAda, ask: () => newNumber, ...number },
  {
    name: 'a verified phone number',
    async before(call, emulator) {
      await withNew(newNumber)(call)
      await call(post(`${numberOf(emulator)}/prepare-verification`))
    },
    ask: (emulator) => form(`${numberOf(emulator)}/attempt-verification`, { code: lastCodeOf(emulator) }),
    schema: sentence(),
  },
  {
    name: 'a new primary phone number',
    before: asAda,
    ask: (emulator) => post(`${numberOf(emulator)}/make-primary`),
    schema: sentence(),
  },
  {
    name: 'a new name',
    before: asAda,
    ask: () => form('/me', { first_name: 'Augusta' }),
    schema: sentence(),
  },
  {
    name: 'a new authenticator',
    before: asAda,
    ask: () => post('/me/authenticator'),
    schema: someObject(),
    shape: shapeOf({ id: '', created_at: '', totp_secret: '', otp_url: '' }),
  },
  {
    name: 'the end of an authenticator',
    before: (call) => signIn(call, 'grace'),
    ask: ({ world }) => post(`/me/authenticator/${world.user('grace').authenticator?.id}/delete`),
    schema: sentence(),
  },
  {
    name: 'backup codes',
    before: asAda,
    ask: () => post('/me/backup-codes'),
    schema: listOf(sentence()),
  },
  { name: 'a user with two addresses', before: withNew(newAddress), ask: () => ({ path: '/me' }), schema: wire.user },
]

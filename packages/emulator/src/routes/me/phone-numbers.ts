import { Hono } from 'hono'
import { refuseWithoutCode } from '../../wire/refusal'
import { phoneNumberToWire } from '../../wire/user'
import { issueCode, redeemCode } from '../../world/access/codes'
import { sendCode } from '../../world/access/outbox'
import { phoneRefusal } from '../../world/access/restrictions'
import { findUserByPhone, newPhoneNumber, type PhoneNumber, type User } from '../../world/identity/users'
import { type AppContext, type AppEnv, answer, requireUser } from '../serving/context'
import { readForm, requireText } from '../serving/form'
import type { MeServer } from './server'

/** The phone numbers of the active user. The reason of a refusal is in the message only. */
export function phoneNumberRoutes(server: MeServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => answer(c, server, requireUser(c, server).phoneNumbers.map(phoneNumberToWire)))
    .post('/', async (c) => {
      const user = requireUser(c, server)
      const form = await readForm(c)
      const phone = {
        countryCode: requireText(form, 'country_code').trim(),
        phoneNumber: requireText(form, 'phone_number').trim(),
      }
      const refusal = phoneRefusal(data, phone)
      if (refusal) throw refuseWithoutCode(400, refusal.message)
      if (findUserByPhone(data, phone)) throw refuseWithoutCode(400, 'Phone number already exists')
      const row = newPhoneNumber(data, phone, false)
      user.phoneNumbers.push(row)
      return answer(c, server, phoneNumberToWire(row))
    })
    .get('/:id', (c) => answer(c, server, phoneNumberToWire(requireOwn(c, server).row)))
    .post('/:id/delete', (c) => {
      const { user, row } = requireOwn(c, server)
      user.phoneNumbers = user.phoneNumbers.filter((other) => other !== row)
      if (user.primaryPhoneNumberId === row.id) user.primaryPhoneNumberId = null
      return answer(c, server, 'Phone number deleted')
    })
    .post('/:id/prepare-verification', (c) => {
      const { row } = requireOwn(c, server)
      const code = issueCode(data, { subject: codeSubject(row) })
      sendCode(data, { channel: 'sms', to: row.countryCode + row.phoneNumber, code, purpose: 'new-phone-number' })
      return answer(c, server, 'Verification code sent')
    })
    .post('/:id/attempt-verification', async (c) => {
      const { row } = requireOwn(c, server)
      if (!redeemCode(data, codeSubject(row), requireText(await readForm(c), 'code'))) {
        throw refuseWithoutCode(400, 'Invalid or expired OTP')
      }
      row.verifiedAtMs = data.clock.now()
      row.secondFactor = true
      return answer(c, server, 'Phone number verified')
    })
    .post('/:id/make-primary', (c) => {
      const { user, row } = requireOwn(c, server)
      if (row.verifiedAtMs === null) throw refuseWithoutCode(400, 'The phone number is not verified')
      user.primaryPhoneNumberId = row.id
      return answer(c, server, 'Primary phone number changed')
    })
}

function requireOwn(c: AppContext, server: MeServer): { user: User; row: PhoneNumber } {
  const user = requireUser(c, server)
  const row = user.phoneNumbers.find(({ id }) => id === c.req.param('id'))
  if (!row) throw refuseWithoutCode(404, 'Phone number not found')
  return { user, row }
}

function codeSubject(row: PhoneNumber): string {
  return `phone number ${row.id}`
}

import { Hono } from 'hono'
import { refuseWithoutCode } from '../../wire/refusal'
import { emailAddressToWire } from '../../wire/user'
import { issueCode, redeemCode } from '../../world/access/codes'
import { sendCode } from '../../world/access/outbox'
import { emailRefusal } from '../../world/access/restrictions'
import { type EmailAddress, findUserByEmail, newEmailAddress, type User } from '../../world/identity/users'
import { type AppContext, type AppEnv, answer, requireUser } from '../serving/context'
import { readForm, requireQuery, requireText } from '../serving/form'
import type { MeServer } from './server'

/** The e-mail addresses of the active user. The reason of a refusal is in the message only. */
export function emailAddressRoutes(server: MeServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const user = requireUser(c, server)
      return answer(c, server, user.emailAddresses.map(emailAddressToWire))
    })
    .post('/', async (c) => {
      const user = requireUser(c, server)
      const email = requireText(await readForm(c), 'email').trim()
      const refusal = emailRefusal(data, email)
      if (refusal) throw refuseWithoutCode(400, refusal.message)
      if (findUserByEmail(data, email)) throw refuseWithoutCode(400, 'Email address already exists')
      const row = newEmailAddress(data, email, false)
      user.emailAddresses.push(row)
      return answer(c, server, emailAddressToWire(row))
    })
    .get('/:id', (c) => answer(c, server, emailAddressToWire(requireOwn(c, server).row)))
    .post('/:id/delete', (c) => {
      const { user, row } = requireOwn(c, server, 400)
      if (row.id === user.primaryEmailAddressId) {
        throw refuseWithoutCode(400, 'The primary email address cannot be deleted')
      }
      user.emailAddresses = user.emailAddresses.filter((other) => other !== row)
      return answer(c, server, 'Email address deleted')
    })
    .post('/:id/prepare-verification', (c) => {
      const { row } = requireOwn(c, server)
      const code = issueCode(data, { subject: codeSubject(row) })
      sendCode(data, { channel: 'email', to: row.email, code, purpose: 'new-email-address' })
      return answer(c, server, 'Verification code sent')
    })
    .post('/:id/attempt-verification', (c) => {
      const { row } = requireOwn(c, server)
      // The code is in the query, unlike the code of a phone number.
      if (!redeemCode(data, codeSubject(row), requireQuery(c, 'code'))) {
        throw refuseWithoutCode(400, 'Invalid or expired OTP')
      }
      row.verifiedAtMs = data.clock.now()
      return answer(c, server, 'Email address verified')
    })
    .post('/:id/make-primary', (c) => {
      const { user, row } = requireOwn(c, server)
      if (row.verifiedAtMs === null) throw refuseWithoutCode(400, 'The email address is not verified')
      user.primaryEmailAddressId = row.id
      return answer(c, server, 'Primary email address changed')
    })
}

function requireOwn(c: AppContext, server: MeServer, status = 404): { user: User; row: EmailAddress } {
  const user = requireUser(c, server)
  const row = user.emailAddresses.find(({ id }) => id === c.req.param('id'))
  if (!row) throw refuseWithoutCode(status, 'Email address not found')
  return { user, row }
}

function codeSubject(row: EmailAddress): string {
  return `email address ${row.id}`
}

import { Hono } from 'hono'
import { badRequestBody, refuseWithoutCode } from '../../wire/refusal'
import { timeToWire } from '../../wire/time'
import { areTotpCodes, totpSecretOf, totpUrl } from '../../world/identity/totp'
import { type Authenticator, setAuthenticator, type User } from '../../world/identity/users'
import { type AppEnv, answer, requireUser } from '../serving/context'
import { type Form, readForm, requireText } from '../serving/form'
import type { MeServer } from './server'

/** Sets up an authenticator app as a second factor. It is active once its first two codes are verified. */
export function authenticatorRoutes(server: MeServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .post('/', (c) => {
      const user = requireUser(c, server)
      const secret = totpSecretOf(crypto.getRandomValues(new Uint8Array(20)))
      const authenticator = { id: data.ids.next(), createdAtMs: data.clock.now(), secret }
      data.pendingAuthenticators.set(authenticator.id, { ...authenticator, userId: user.id })
      const setup = { totp_secret: secret, otp_url: otpUrl(server, user, authenticator) }
      return answer(c, server, { ...authenticatorToWire(authenticator), ...setup })
    })
    .post('/attempt-verification', async (c) => {
      const user = requireUser(c, server)
      const form = await readForm(c)
      const pending = data.pendingAuthenticators.get(requireText(form, 'authenticator_id'))
      if (pending?.userId !== user.id) throw refuseWithoutCode(400, 'Authenticator not found')
      if (!areTotpCodes(pending.secret, requireCodes(form), data.clock.now())) {
        throw refuseWithoutCode(400, 'Invalid code')
      }
      data.pendingAuthenticators.delete(pending.id)
      const { userId: _userId, ...authenticator } = pending
      user.authenticator = authenticator
      return answer(c, server, authenticatorToWire(authenticator))
    })
    .post('/:id/delete', (c) => {
      const user = requireUser(c, server)
      if (user.authenticator?.id !== c.req.param('id')) throw refuseWithoutCode(400, 'Authenticator not found')
      setAuthenticator(data, user, false)
      user.secondFactorPolicy = data.deployment.auth_settings.second_factor_policy as User['secondFactorPolicy']
      return answer(c, server, 'Authenticator deleted')
    })
}

function requireCodes(form: Form): string[] {
  const { codes } = form
  if (!Array.isArray(codes) || codes.length !== 2) throw badRequestBody()
  return codes.map((code) => {
    if (typeof code !== 'string') throw badRequestBody()
    return code
  })
}

function otpUrl({ data }: MeServer, user: User, { secret }: Authenticator): string {
  const email = user.emailAddresses.find((row) => row.id === user.primaryEmailAddressId)?.email
  return totpUrl(secret, data.deployment.ui_settings.app_name, email ?? user.username)
}

function authenticatorToWire({ id, createdAtMs }: Authenticator) {
  return { id, created_at: timeToWire(createdAtMs) }
}

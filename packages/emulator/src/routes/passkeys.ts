import { type Context, Hono } from 'hono'
import { assertionOptions, readAssertion, verifyAssertion } from '../webauthn/assertion'
import { readRegistration, registrationOptions, verifyRegistration } from '../webauthn/registration'
import { relyingPartyOf } from '../webauthn/relying-party'
import { passkeyToWire } from '../wire/passkey'
import { refuse, refuseWithoutCode } from '../wire/refusal'
import { sessionToWire } from '../wire/session'
import { withAttempt } from '../wire/stale-session'
import { startSigninAttempt } from '../world/attempts'
import {
  addPasskey,
  beginPasskeyCeremony,
  findPasskeyByCredential,
  type Passkey,
  passkeysOf,
  recordPasskeyUse,
  takePasskeyCeremony,
} from '../world/passkeys'
import { activeSigninOf } from '../world/signins'
import type { User } from '../world/users'
import { readForm, requireText } from './form'
import { type AppContext, type AppEnv, answer, originOf, type Server } from './server'
import { refuseSignin } from './signin-refusals'

/** Signing in with a passkey: `/auth/passkey`. */
export function passkeyLoginRoutes(server: Server): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .post('/login/begin', async (c) => {
      requireEnabled(server)
      const publicKey = await assertionOptions(data, partyOf(c, server))
      const { challenge } = publicKey
      beginPasskeyCeremony(data, { kind: 'login', sessionId: c.get('session').id, userId: null, challenge })
      return answer(c, server, { options: { publicKey } })
    })
    .post('/login/finish', async (c) => {
      requireEnabled(server)
      const response = readAssertion(await readForm(c))
      const ceremony = takePasskeyCeremony(data, 'login', c.get('session').id)
      const passkey = findPasskeyByCredential(data, response.id)
      const use =
        ceremony && passkey && (await verifyAssertion(partyOf(c, server), ceremony.challenge, passkey, response))
      const user = use && data.users.get(passkey.userId)
      if (!user) throw refuse(401, 'INVALID_CREDENTIALS', 'Invalid credentials')
      recordPasskeyUse(data, passkey, use)
      return signInAtOnce(c, server, user)
    })
}

/** The active user's own passkeys: `/me/passkeys`. */
export function passkeyRoutes(server: Server): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => answer(c, server, passkeysOf(data, requireOwner(c, server).id).map(passkeyToWire)))
    .post('/register/begin', async (c) => {
      const user = requireOwner(c, server)
      const publicKey = await registrationOptions(data, partyOf(c, server), user)
      const { challenge } = publicKey
      beginPasskeyCeremony(data, { kind: 'registration', sessionId: c.get('session').id, userId: user.id, challenge })
      return answer(c, server, { options: { publicKey } })
    })
    .post('/register/finish', async (c) => {
      const user = requireOwner(c, server)
      const response = readRegistration(await readForm(c))
      const ceremony = takePasskeyCeremony(data, 'registration', c.get('session').id)
      if (ceremony?.userId !== user.id) throw refuseWithoutCode(400, 'Passkey registration has expired')
      const credential = await verifyRegistration(partyOf(c, server), ceremony.challenge, response)
      if (!credential) throw refuseWithoutCode(400, 'Passkey could not be verified')
      if (findPasskeyByCredential(data, credential.credentialId)) {
        throw refuseWithoutCode(400, 'Passkey is registered already')
      }
      const passkey = addPasskey(data, { userId: user.id, name: c.req.query('name') || 'Passkey', ...credential })
      return answer(c, server, { passkey: passkeyToWire(passkey) })
    })
    .post('/:id/delete', (c) => {
      data.passkeys.delete(ownPasskey(c, server).id)
      return answer(c, server, { message: 'Passkey deleted' })
    })
    .patch('/:id', async (c) => {
      const passkey = ownPasskey(c, server)
      passkey.name = requireText(await readForm(c), 'name')
      return answer(c, server, passkeyToWire(passkey))
    })
}

/** No second factor, no profile: whoever holds the passkey is in. */
function signInAtOnce(c: AppContext, server: Server, user: User): Response {
  const { data } = server
  const session = c.get('session')
  refuseSignin(data, session, user)
  const before = sessionToWire(data, session)
  const { attempt } = startSigninAttempt(data, session, originOf(c), { method: 'passkey', user, skipSteps: true })
  return answer(c, server, withAttempt(before, attempt))
}

function partyOf(c: Context<AppEnv>, { address }: Server) {
  return relyingPartyOf(address, c.req.header('origin'))
}

function requireEnabled({ data }: Server): void {
  if (data.deployment.auth_settings.passkey?.enabled) return
  throw refuse(403, 'PASSKEY_NOT_ENABLED', 'Passkeys are not enabled')
}

function requireOwner(c: AppContext, server: Server): User {
  const signin = activeSigninOf(server.data, c.get('session'))
  const user = signin && server.data.users.get(signin.userId)
  if (!user) throw refuse(401, 'UNAUTHORIZED', 'Unauthorized')
  requireEnabled(server)
  return user
}

function ownPasskey(c: Context<AppEnv, '/:id'>, server: Server): Passkey {
  const user = requireOwner(c, server)
  const passkey = passkeysOf(server.data, user.id).find((row) => row.id === c.req.param('id'))
  if (!passkey) throw refuseWithoutCode(404, 'Passkey not found')
  return passkey
}

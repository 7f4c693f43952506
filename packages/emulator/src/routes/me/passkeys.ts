import { type Context, Hono } from 'hono'
import { readRegistration, registrationOptions, verifyRegistration } from '../../webauthn/registration'
import { passkeyToWire } from '../../wire/passkey'
import { refuse, refuseWithoutCode } from '../../wire/refusal'
import { activeSigninOf } from '../../world/access/signins'
import {
  addPasskey,
  beginPasskeyCeremony,
  findPasskeyByCredential,
  type Passkey,
  passkeysOf,
  takePasskeyCeremony,
} from '../../world/identity/passkeys'
import type { User } from '../../world/identity/users'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import { readForm, requireText } from '../serving/form'
import { partyOf, requirePasskeys } from '../serving/passkeys'
import type { MeServer } from './server'

/** The active user's own passkeys: `/me/passkeys`. */
export function passkeyRoutes(server: MeServer): Hono<AppEnv> {
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

function requireOwner(c: AppContext, server: MeServer): User {
  const signin = activeSigninOf(server.data, c.get('session'))
  const user = signin && server.data.users.get(signin.userId)
  if (!user) throw refuse(401, 'UNAUTHORIZED', 'Unauthorized')
  requirePasskeys(server)
  return user
}

function ownPasskey(c: Context<AppEnv, '/:id'>, server: MeServer): Passkey {
  const user = requireOwner(c, server)
  const passkey = passkeysOf(server.data, user.id).find((row) => row.id === c.req.param('id'))
  if (!passkey) throw refuseWithoutCode(404, 'Passkey not found')
  return passkey
}

import { Hono } from 'hono'
import { assertionOptions, readAssertion, verifyAssertion } from '../../webauthn/assertion'
import { refuse } from '../../wire/refusal'
import { sessionToWire } from '../../wire/session'
import { withAttempt } from '../../wire/stale-session'
import { startSigninAttempt } from '../../world/access/signin-attempts'
import {
  beginPasskeyCeremony,
  findPasskeyByCredential,
  recordPasskeyUse,
  takePasskeyCeremony,
} from '../../world/identity/passkeys'
import type { User } from '../../world/identity/users'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { readForm } from '../serving/form'
import { partyOf, requirePasskeys } from '../serving/passkeys'
import { refuseSignin } from '../serving/signin-refusals'
import type { AuthServer } from './server'

/** Signing in with a passkey: `/auth/passkey`. */
export function passkeyLoginRoutes(server: AuthServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .post('/login/begin', async (c) => {
      requirePasskeys(server)
      const publicKey = await assertionOptions(data, partyOf(c, server))
      const { challenge } = publicKey
      beginPasskeyCeremony(data, { kind: 'login', sessionId: c.get('session').id, userId: null, challenge })
      return answer(c, server, { options: { publicKey } })
    })
    .post('/login/finish', async (c) => {
      requirePasskeys(server)
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

/** A passkey skips the second factor and profile completion. */
function signInAtOnce(c: AppContext, server: AuthServer, user: User): Response {
  const { data } = server
  const session = c.get('session')
  refuseSignin(data, session, user)
  const before = sessionToWire(data, session)
  const { attempt } = startSigninAttempt(data, session, originOf(c), { method: 'passkey', user, skipSteps: true })
  return answer(c, server, withAttempt(before, attempt))
}

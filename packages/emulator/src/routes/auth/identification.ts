import { Hono } from 'hono'
import { providerPath } from '../../providers/urls'
import { refuse } from '../../wire/refusal'
import { connectionForEmail } from '../../world/identity/enterprise-connections'
import { socialConnectionsOf } from '../../world/identity/social-connections'
import { findUser, findUserByEmail, findUserByUsername, type User } from '../../world/identity/users'
import { type AppEnv, answer } from '../serving/context'
import { readForm, requireQuery, requireText } from '../serving/form'
import type { AuthServer } from './server'

/** Answers which sign-in methods an identifier has, before a sign-in page shows a password field. */
export function identificationRoutes(server: AuthServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>()
    .post('/identify', async (c) => {
      const identifier = requireText(await readForm(c), 'identifier')
      const connection = connectionForEmail(data, identifier)
      if (connection) {
        const { id, provider } = connection
        const idpUrl = `${address.baseUrl}${providerPath}/enterprise/${id}/authorize`
        return answer(c, server, { strategy: 'sso', connection_id: id, idp_url: idpUrl, provider })
      }
      const provider = onlySocially(data, findUser(data, identifier))
      return answer(c, server, provider ? { strategy: 'social', provider } : { strategy: 'password' })
    })
    .get('/identifier-availability', (c) => {
      const identifier = requireQuery(c, 'identifier')
      const type = c.req.query('type')
      if (type === 'email') return answer(c, server, { exists: findUserByEmail(data, identifier) !== undefined })
      if (type === 'username') return answer(c, server, { exists: findUserByUsername(data, identifier) !== undefined })
      throw refuse(500, 'INTERNAL', 'Internal server error')
    })
}

/** The provider of a user who has no other sign-in method. */
function onlySocially(data: AuthServer['data'], user: User | undefined): string | undefined {
  if (!user || user.password !== null) return undefined
  return socialConnectionsOf(data, user.id)[0]?.provider
}

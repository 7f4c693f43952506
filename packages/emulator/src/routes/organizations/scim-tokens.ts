import { Hono } from 'hono'
import { newScimTokenToWire, scimTokenStateToWire } from '../../wire/organizations/enterprise-connection'
import { issueScimToken } from '../../world/identity/enterprise-connections'
import { type AppEnv, answer } from '../serving/context'
import { requireConnection } from './enterprise-connections'
import type { OrganizationServer } from './server'

/** The SCIM token of an enterprise connection. The routes of SCIM itself are absent. */
export function scimTokenRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>()
    .get('/', (c) => answer(c, server, scimTokenStateToWire(address, requireConnection(c, server).connection)))
    .post('/', (c) => {
      const { connection } = requireConnection(c, server)
      const token = issueScimToken(data, connection)
      return answer(c, server, newScimTokenToWire(address, connection, token))
    })
    .post('/revoke', (c) => {
      // The protocol does not say what a revoked token looks like: there is none.
      requireConnection(c, server).connection.scimToken = null
      return answer(c, server, { success: true })
    })
}

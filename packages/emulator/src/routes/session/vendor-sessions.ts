import { Hono } from 'hono'
import { refuseWithoutCode } from '../../wire/refusal'
import { findExchangedTicket, type TicketType } from '../../world/access/tickets'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import type { SessionServer } from './server'

/** The session checks of the vendor's other products. Access needs an exchanged ticket; their other routes are absent. */
export function vendorSessionRoutes(server: SessionServer): Hono<AppEnv> {
  const sessionOf = (type: TicketType) => (c: AppContext) => {
    const session = c.get('session')
    const exchanged = findExchangedTicket(server.data, session.id, type)
    // Not 404, which the vendor's hooks treat as a session.
    if (!exchanged) throw refuseWithoutCode(401, 'No ticket was exchanged in this session')
    return answer(c, server, { session_id: session.id, ...exchanged.payload })
  }
  return new Hono<AppEnv>()
    .get('/ai/session', sessionOf('agent_access'))
    .get('/webhook/session', sessionOf('webhook_app_access'))
    .get('/api-auth/session', sessionOf('api_auth_access'))
}

import { Hono } from 'hono'
import { refuse, refuseWithoutCode } from '../../wire/refusal'
import { sessionToWire } from '../../wire/session'
import { withAttempt } from '../../wire/stale-session'
import { startSigninAttempt } from '../../world/access/signin-attempts'
import { exchangeTicket, findTicket, type Ticket } from '../../world/access/tickets'
import { type AppContext, type AppEnv, answer, originOf } from '../serving/context'
import { refuseSignin } from '../serving/signin-refusals'
import type { SessionServer } from './server'

export function ticketRoutes(server: SessionServer): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/exchange', (c) => {
    const secret = c.req.query('ticket')
    if (!secret) throw refuseWithoutCode(400, 'Ticket is required')
    const ticket = findTicket(server.data, secret)
    if (!ticket) throw refuseWithoutCode(401, 'Invalid or expired ticket')
    const outcome = ticket.type === 'impersonation' ? impersonate(c, server, ticket) : ticket.payload
    exchangeTicket(server.data, c.get('session').id, ticket)
    return answer(c, server, { success: true, session_id: c.get('session').id, ...outcome })
  })
}

function impersonate(c: AppContext, { data }: SessionServer, ticket: Ticket): Record<string, unknown> {
  const session = c.get('session')
  const user = data.users.get(ticket.userId ?? '')
  if (!user) throw refuse(404, 'USER_NOT_FOUND', 'User not found')
  refuseSignin(data, session, user)
  const before = sessionToWire(data, session)
  const signInMs = data.lifetimes.impersonationMs
  const { attempt } = startSigninAttempt(data, session, originOf(c), {
    method: 'impersonation',
    user,
    skipSteps: true,
    signInMs,
  })
  return { session: withAttempt(before, attempt) }
}

import { Hono } from 'hono'
import { attemptToWire } from '../wire/attempt'
import { refuse, refuseWithoutCode } from '../wire/refusal'
import { sessionToWire } from '../wire/session'
import { createProvenAttempt } from '../world/attempts'
import { createSignin, unexpiredSignins } from '../world/signins'
import { findTicket, type Ticket } from '../world/tickets'
import { type AppContext, type AppEnv, answer, type Server } from './server'

export function ticketRoutes(server: Server): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/exchange', (c) => {
    const secret = c.req.query('ticket')
    if (!secret) throw refuseWithoutCode(400, 'Ticket is required')
    const ticket = findTicket(server.data, secret)
    if (!ticket) throw refuseWithoutCode(401, 'Invalid or expired ticket')
    const outcome = ticket.type === 'impersonation' ? impersonate(c, server, ticket) : ticket.payload
    server.data.tickets.delete(secret)
    return answer(c, server, { success: true, session_id: c.get('session').id, ...outcome })
  })
}

function impersonate(c: AppContext, { data }: Server, ticket: Ticket): Record<string, unknown> {
  const session = c.get('session')
  const user = data.users.get(ticket.userId ?? '')
  if (!user) throw refuse(404, 'USER_NOT_FOUND', 'User not found')
  if (user.disabled) throw refuse(403, 'USER_DISABLED', 'User is disabled')
  if (unexpiredSignins(data, session.id).some((row) => row.userId === user.id)) {
    throw refuse(400, 'USER_ALREADY_SIGNED_IN', 'User is already signed in')
  }
  const before = sessionToWire(data, session)
  const origin = { ip: c.get('ip'), userAgent: c.req.header('user-agent') ?? '' }
  const attempt = createProvenAttempt(data, session, user, 'impersonation', { skipSteps: true })
  createSignin(data, session, user, origin, data.lifetimes.impersonationMs)
  return { session: { ...before, signin_attempts: [...(before.signin_attempts ?? []), attemptToWire(attempt)] } }
}

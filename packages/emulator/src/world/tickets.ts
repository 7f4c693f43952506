import type { WorldData } from './data'

export type TicketType = 'impersonation' | 'agent_access' | 'webhook_app_access' | 'api_auth_access'

export interface Ticket {
  secret: string
  type: TicketType
  /** Whom an impersonation ticket signs in. */
  userId: string | null
  /** What the other types hand over: `actor`, `agents`, `webhook_app` or `api_auth_app`. */
  payload: Record<string, unknown>
  expiresAtMs: number
}

export function mintTicket(data: WorldData, ticket: Pick<Ticket, 'type' | 'userId' | 'payload'>): Ticket {
  const row: Ticket = {
    secret: `ticket_${data.ids.next()}`,
    expiresAtMs: data.clock.now() + data.lifetimes.ticketMs,
    ...ticket,
  }
  data.tickets.set(row.secret, row)
  return row
}

export function findTicket(data: WorldData, secret: string): Ticket | undefined {
  const ticket = data.tickets.get(secret)
  return ticket && ticket.expiresAtMs > data.clock.now() ? ticket : undefined
}

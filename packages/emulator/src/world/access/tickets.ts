import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

export type TicketType = 'impersonation' | 'agent_access' | 'webhook_app_access' | 'api_auth_access'

export interface Ticket {
  secret: string
  type: TicketType
  /** The user whom an impersonation ticket signs in. */
  userId: string | null
  /** The payload of the other types: `actor`, `agents`, `webhook_app` or `api_auth_app`. */
  payload: Record<string, unknown>
  expiresAtMs: number
}

/** The parts of the world that tickets use. */
export interface TicketData extends RowSource {
  readonly lifetimes: Lifetimes
  /** Keyed by the secret. */
  tickets: Map<string, Ticket>
  /** Keyed by session and type. */
  exchangedTickets: Map<string, ExchangedTicket>
}

export function mintTicket(data: TicketData, ticket: Pick<Ticket, 'type' | 'userId' | 'payload'>): Ticket {
  const row: Ticket = {
    secret: `ticket_${data.ids.next()}`,
    expiresAtMs: data.clock.now() + data.lifetimes.ticketMs,
    ...ticket,
    payload: structuredClone(ticket.payload),
  }
  data.tickets.set(row.secret, row)
  return row
}

export function findTicket(data: TicketData, secret: string): Ticket | undefined {
  const ticket = data.tickets.get(secret)
  return ticket && ticket.expiresAtMs > data.clock.now() ? ticket : undefined
}

/** The ticket that gave a session access to one of the vendor's other products (agents, webhooks, API keys). */
export interface ExchangedTicket extends Pick<Ticket, 'type' | 'payload'> {
  sessionId: string
}

/** Consumes a ticket and stores that the session exchanged it. */
export function exchangeTicket(data: TicketData, sessionId: string, { secret, type, payload }: Ticket): void {
  data.tickets.delete(secret)
  if (type !== 'impersonation') data.exchangedTickets.set(`${sessionId} ${type}`, { sessionId, type, payload })
}

export function findExchangedTicket(
  data: TicketData,
  sessionId: string,
  type: TicketType,
): ExchangedTicket | undefined {
  return data.exchangedTickets.get(`${sessionId} ${type}`)
}

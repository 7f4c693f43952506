import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

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

/** What tickets need of the world. */
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

/** A ticket that opened one of the vendor's other rooms (agents, webhooks, API keys) to a session. */
export interface ExchangedTicket extends Pick<Ticket, 'type' | 'payload'> {
  sessionId: string
}

/** Uses a ticket up. The room it is for remembers the session. */
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

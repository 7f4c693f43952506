import { deleteSession } from '../access/sessions'
import type { SigninAttemptData } from '../access/signin-attempts'
import type { SignupAttemptData } from '../access/signup-attempts'
import { mintTicket, type TicketData, type TicketType } from '../access/tickets'
import { dropTransportTokens, expireTransportTokens, type TransportTokenData } from '../access/transport-tokens'
import type { HeldSession } from '../deployment/session-cookies'
import { knownById, knownUser, UnknownEntity } from './lookup'

/** Changes browser sessions and their sign-ins, and mints tickets. */
export interface SessionControls {
  /** Revokes a sign-in, as another device or the backend would. */
  revokeSignIn(signInId: string): void
  /** Changes the expiry of a sign-in. */
  setSignInExpiry(signInId: string, atMs: number): void
  /** Deletes a browser session: its token now starts a new anonymous one. */
  deleteSession(sessionId: string): void
  /** Expires a session's transport tokens: the next use exchanges them. */
  expireTransportToken(sessionId: string): void
  /** Deletes a session's transport tokens, as the server does a month after they expired. */
  dropTransportToken(sessionId: string): void
  /** Mints a single-use ticket for `GET /session/ticket/exchange` and returns its secret. */
  mintTicket(ticket: NewTicket): string
}

export type NewTicket =
  | { type: 'impersonation'; user: string }
  | { type: Exclude<TicketType, 'impersonation'>; payload: Record<string, unknown> }

/** A browser session that others may take over. */
export interface OpenedSession extends HeldSession {
  id: string
  /** Its transport token: `__dev_session__` in staging, `__session` in production. */
  token: string
}

/** The parts of the world that these controls use. */
type SessionControlData = SigninAttemptData & SignupAttemptData & TicketData & TransportTokenData

export function createSessionControls(data: SessionControlData): SessionControls {
  return {
    revokeSignIn(signInId) {
      if (!data.signins.delete(signInId)) throw new UnknownEntity('sign-in', signInId)
    },
    setSignInExpiry(signInId, atMs) {
      knownById(data.signins, 'sign-in', signInId).expiresAtMs = atMs
    },
    deleteSession(sessionId) {
      if (!deleteSession(data, sessionId)) throw new UnknownEntity('session', sessionId)
    },
    expireTransportToken(sessionId) {
      expireTransportTokens(data, knownById(data.sessions, 'session', sessionId).id)
    },
    dropTransportToken(sessionId) {
      dropTransportTokens(data, knownById(data.sessions, 'session', sessionId).id)
    },
    mintTicket(ticket) {
      const isImpersonation = ticket.type === 'impersonation'
      return mintTicket(data, {
        type: ticket.type,
        userId: isImpersonation ? knownUser(data, ticket.user).id : null,
        payload: isImpersonation ? {} : ticket.payload,
      }).secret
    },
  }
}

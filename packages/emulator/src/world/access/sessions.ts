import type { RowSource } from '../ids'

export interface Session {
  id: string
  createdAtMs: number
  updatedAtMs: number
  activeSigninId: string | null
}

/** The parts of the world that browser sessions use. */
export interface SessionData extends RowSource {
  sessions: Map<string, Session>
}

/** The tables whose rows are deleted with their session. */
interface BelongingData {
  signins: Map<string, { id: string; sessionId: string }>
  signinAttempts: Map<string, { id: string; sessionId: string }>
  signupAttempts: Map<string, { id: string; sessionId: string }>
  exchangedTickets: Map<string, { sessionId: string }>
  transportRecords: Map<string, { rotatingId: string; sessionId: string }>
}

export function createSession(data: SessionData): Session {
  const now = data.clock.now()
  const session = { id: data.ids.next(), createdAtMs: now, updatedAtMs: now, activeSigninId: null }
  data.sessions.set(session.id, session)
  return session
}

export function activate(data: SessionData, session: Session, signinId: string | null): void {
  session.activeSigninId = signinId
  session.updatedAtMs = data.clock.now()
}

/** Deletes a session with its sign-ins, attempts, exchanged tickets and transport records, so its tokens become invalid. */
export function deleteSession(data: SessionData & BelongingData, sessionId: string): boolean {
  for (const table of [data.signins, data.signinAttempts, data.signupAttempts]) {
    for (const row of table.values()) if (row.sessionId === sessionId) table.delete(row.id)
  }
  for (const [key, row] of data.exchangedTickets) if (row.sessionId === sessionId) data.exchangedTickets.delete(key)
  for (const record of data.transportRecords.values()) {
    if (record.sessionId === sessionId) data.transportRecords.delete(record.rotatingId)
  }
  return data.sessions.delete(sessionId)
}

import type { WorldData } from './data'

export interface Session {
  id: string
  createdAtMs: number
  updatedAtMs: number
  activeSigninId: string | null
}

export function createSession(data: WorldData): Session {
  const now = data.clock.now()
  const session = { id: data.ids.next(), createdAtMs: now, updatedAtMs: now, activeSigninId: null }
  data.sessions.set(session.id, session)
  return session
}

export function activate(data: WorldData, session: Session, signinId: string | null): void {
  session.activeSigninId = signinId
  session.updatedAtMs = data.clock.now()
}

/** Deletes a session with its sign-ins, attempts, exchanged tickets and transport records: its tokens now name nothing. */
export function deleteSession(data: WorldData, sessionId: string): boolean {
  for (const table of [data.signins, data.signinAttempts, data.signupAttempts]) {
    for (const row of table.values()) if (row.sessionId === sessionId) table.delete(row.id)
  }
  for (const [key, row] of data.exchangedTickets) if (row.sessionId === sessionId) data.exchangedTickets.delete(key)
  for (const record of data.transportRecords.values()) {
    if (record.sessionId === sessionId) data.transportRecords.delete(record.rotatingId)
  }
  return data.sessions.delete(sessionId)
}

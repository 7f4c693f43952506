import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'
import type { Session } from './sessions'

/** The record of one transport token. Each refresh adds one and keeps the old ones, so that tabs can refresh concurrently. */
export interface TransportRecord {
  rotatingId: string
  sessionId: string
  issuedAtMs: number
  expiresAtMs: number
}

/** The parts of the world that transport tokens use. */
export interface TransportTokenData extends RowSource {
  readonly lifetimes: Lifetimes
  /** Keyed by the rotating id in a transport token. */
  transportRecords: Map<string, TransportRecord>
}

export function createTransportRecord(data: TransportTokenData, session: Session): TransportRecord {
  const now = data.clock.now()
  const record: TransportRecord = {
    rotatingId: data.ids.next(),
    sessionId: session.id,
    issuedAtMs: now,
    expiresAtMs: now + data.lifetimes.transportTokenMs,
  }
  data.transportRecords.set(record.rotatingId, record)
  return record
}

/** The record, unless it expired so long ago that the server has deleted it. */
export function findTransportRecord(data: TransportTokenData, rotatingId: string): TransportRecord | undefined {
  const record = data.transportRecords.get(rotatingId)
  if (!record) return undefined
  if (record.expiresAtMs + data.lifetimes.transportRecordGraceMs > data.clock.now()) return record
  data.transportRecords.delete(rotatingId)
  return undefined
}

/** Expires the transport tokens of a session: each is refreshed on its next use. */
export function expireTransportTokens(data: TransportTokenData, sessionId: string): void {
  for (const record of data.transportRecords.values()) {
    if (record.sessionId === sessionId) record.expiresAtMs = Math.min(record.expiresAtMs, data.clock.now())
  }
}

/** Deletes the transport tokens of a session: each now starts a new anonymous session. */
export function dropTransportTokens(data: TransportTokenData, sessionId: string): void {
  for (const record of data.transportRecords.values()) {
    if (record.sessionId === sessionId) data.transportRecords.delete(record.rotatingId)
  }
}

import { compactVerify, decodeJwt, SignJWT } from 'jose'
import { createSession, type Session, type SessionData } from '../world/access/sessions'
import { createTransportRecord, findTransportRecord, type TransportTokenData } from '../world/access/transport-tokens'
import type { SigningKeys } from './keys'

export interface ResolvedTransport {
  session: Session
  token: string
  /** Whether the caller still has to learn this token. */
  renewed: boolean
}

/** What finding and issuing transport tokens needs of the world. */
export type TransportData = SessionData & TransportTokenData

/**
 * Finds the session a transport token names. Expired but well-signed tokens are exchanged; anything else, from no token
 * at all to garbage, silently starts a new anonymous session.
 */
export async function resolveTransportToken(
  data: TransportData,
  keys: SigningKeys,
  issuer: string,
  token: string | undefined,
): Promise<ResolvedTransport> {
  const known = token ? await recordOf(data, keys, token) : undefined
  const session = known && data.sessions.get(known.record.sessionId)
  if (!token || !known || !session) {
    const fresh = createSession(data)
    return { session: fresh, token: await issueTransportToken(data, keys, issuer, fresh), renewed: true }
  }
  if (known.expired) return { session, token: await issueTransportToken(data, keys, issuer, session), renewed: true }
  return { session, token, renewed: false }
}

async function recordOf(data: TransportData, keys: SigningKeys, token: string) {
  try {
    await compactVerify(token, keys.publicKey, { algorithms: ['ES256'] })
    const { rotating_token: rotatingId, sess, exp } = decodeJwt(token)
    const record = findTransportRecord(data, String(rotatingId))
    if (!record || record.sessionId !== sess) return undefined
    const now = data.clock.now()
    return { record, expired: now >= record.expiresAtMs || now >= Number(exp) * 1_000 }
  } catch {
    return undefined
  }
}

/** A fresh token for a session, beside those it has. */
export async function issueTransportToken(
  data: TransportData,
  keys: SigningKeys,
  issuer: string,
  session: Session,
): Promise<string> {
  const record = createTransportRecord(data, session)
  const issuedAt = Math.floor(record.issuedAtMs / 1_000)
  return new SignJWT({ sess: session.id, rotating_token: record.rotatingId })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(issuer)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(Math.ceil(record.expiresAtMs / 1_000))
    .sign(keys.privateKey)
}

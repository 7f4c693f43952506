import { compactVerify, decodeJwt, SignJWT } from 'jose'
import { createSession, type Session, type SessionData } from '../world/access/sessions'
import { createTransportRecord, findTransportRecord, type TransportTokenData } from '../world/access/transport-tokens'
import type { SigningKeys } from './keys'

export interface ResolvedTransport {
  session: Session
  token: string
  /** Whether the token is new to the caller. */
  renewed: boolean
}

/** The parts of the world that transport tokens use. */
export type TransportData = SessionData & TransportTokenData

/**
 * Finds the session of a transport token. An expired token with a valid signature is exchanged; a missing or invalid one
 * silently starts a new anonymous session.
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

/** Issues a further token for a session; its existing tokens stay valid. */
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

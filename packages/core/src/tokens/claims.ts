import { payloadOf } from '../jwt.js'
import type { AuthContext } from '../model/context.js'

/** The claims of a minted token (PROTOCOL.md §5.1). */
export interface TokenClaims {
  readonly userId: string | undefined
  readonly sessionId: string | undefined
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
  /** Server time, epoch ms, cut to whole seconds by the format; undefined if missing. */
  readonly issuedAtMs: number | undefined
  /** Server time, epoch ms; undefined if neither the token nor the server says. */
  readonly expiresAtMs: number | undefined
}

const named = (value: unknown): string | undefined => (value ? String(value) : undefined)

/** Reads seconds, also as text. A value beyond the year 5000 is in milliseconds by mistake. */
function instantMs(value: unknown): number | undefined {
  const number = Number(value ?? Number.NaN)
  if (!(number > 0) || !Number.isFinite(number)) return undefined
  return number > 1e11 ? number : number * 1000
}

/**
 * Reads a token without verifying it: we trust the server, and the app's backend verifies the signature.
 *
 * @param expiresMs the expiry in the server's answer, epoch ms; the earlier of it and `exp` counts
 */
export function readClaims(token: string, expiresMs: number | null | undefined): TokenClaims {
  const claims = payloadOf(token)
  const ends = [instantMs(claims.exp), instantMs(expiresMs)].filter((end) => end !== undefined)
  return {
    userId: named(claims.sub),
    sessionId: named(claims.sid ?? claims.session_id ?? claims.sess),
    organizationId: named(claims.organization),
    workspaceId: named(claims.workspace),
    issuedAtMs: instantMs(claims.iat),
    expiresAtMs: ends.length > 0 ? Math.min(...ends) : undefined,
  }
}

/**
 * Whether a token was issued for this context. No organization in the token means that none is active.
 *
 * @param confirmed the session was fetched since a token first disagreed: then any id matches a membership whose organization
 *   or workspace the session does not show
 */
export const agrees = (claims: TokenClaims, context: AuthContext, confirmed: boolean): boolean =>
  (claims.userId === undefined || context.userId === undefined || claims.userId === context.userId) &&
  (claims.sessionId === undefined || claims.sessionId === context.sessionId) &&
  matches(claims.organizationId, context.organizationId, confirmed && context.organizationMembershipId) &&
  matches(claims.workspaceId, context.workspaceId, confirmed && context.workspaceMembershipId)

const matches = (claimed: string | undefined, id: string | undefined, hidden: string | undefined | false): boolean =>
  claimed === id || (id === undefined && !!hidden)

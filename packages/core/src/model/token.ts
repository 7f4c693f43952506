import { decodeJwt } from 'jose/jwt/decode'
import type { AuthContext } from './context.js'

/** What a minted token says about itself (PROTOCOL.md §5.1). */
export interface TokenClaims {
  readonly userId: string | undefined
  readonly sessionId: string | undefined
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
  /** Server time, epoch ms, cut to whole seconds by the format. */
  readonly issuedAtMs: number
  readonly lifetimeMs: number
}

const named = (value: unknown): string | undefined => (value ? String(value) : undefined)

/**
 * Reads a token without verifying it: the server it came from is trusted, its signature is for the app's own backend.
 *
 * @param expiresMs the server's own idea of the end, epoch ms; the earlier of it and `exp` counts
 */
export function readClaims(token: string, expiresMs: number | null | undefined): TokenClaims {
  const claims = decodeJwt(token)
  const issuedAtMs = (claims.iat ?? 0) * 1000
  const ends = [(claims.exp ?? 0) * 1000, expiresMs ?? 0].filter((end) => end > issuedAtMs)
  return {
    userId: named(claims.sub),
    sessionId: named(claims.sid ?? claims.session_id ?? claims.sess),
    organizationId: named(claims.organization),
    workspaceId: named(claims.workspace),
    issuedAtMs,
    lifetimeMs: ends.length ? Math.min(...ends) - issuedAtMs : 0,
  }
}

/**
 * Whether a token speaks for this context. No organization in the token means none is active.
 *
 * @param confirmed the session was asked since a token first said otherwise: then a membership whose place it does not
 *   show can name any
 */
export const agrees = (claims: TokenClaims, context: AuthContext, confirmed = false): boolean =>
  (claims.userId === undefined || context.userId === undefined || claims.userId === context.userId) &&
  (claims.sessionId === undefined || claims.sessionId === context.sessionId) &&
  matches(claims.organizationId, context.organizationId, confirmed && context.organizationMembershipId) &&
  matches(claims.workspaceId, context.workspaceId, confirmed && context.workspaceMembershipId)

const matches = (claimed: string | undefined, id: string | undefined, hidden: string | undefined | false): boolean =>
  claimed === id || (id === undefined && !!hidden)

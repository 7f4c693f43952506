import { payloadOf } from '../jwt.js'
import type { AuthContext } from '../model/context.js'

/** What a minted token says about itself (PROTOCOL.md §5.1). */
export interface TokenClaims {
  readonly userId: string | undefined
  readonly sessionId: string | undefined
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
  /** Server time, epoch ms, cut to whole seconds by the format; undefined when it does not say. */
  readonly issuedAtMs: number | undefined
  /** Server time, epoch ms; undefined when neither the token nor the server says. */
  readonly expiresAtMs: number | undefined
}

const named = (value: unknown): string | undefined => (value ? String(value) : undefined)

/** Seconds, also as text. Instants beyond year 5000 are milliseconds that somebody meant as seconds. */
function instantMs(value: unknown): number | undefined {
  const number = Number(value ?? Number.NaN)
  if (!(number > 0) || !Number.isFinite(number)) return undefined
  return number > 1e11 ? number : number * 1000
}

/**
 * Reads a token without verifying it: the server it came from is trusted, its signature is for the app's own backend.
 *
 * @param expiresMs the server's own idea of the end, epoch ms; the earlier of it and `exp` counts
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
 * Whether a token speaks for this context. No organization in the token means none is active.
 *
 * @param confirmed the session was asked since a token first said otherwise: then a membership whose place it does not
 *   show can name any
 */
export const agrees = (claims: TokenClaims, context: AuthContext, confirmed: boolean): boolean =>
  (claims.userId === undefined || context.userId === undefined || claims.userId === context.userId) &&
  (claims.sessionId === undefined || claims.sessionId === context.sessionId) &&
  matches(claims.organizationId, context.organizationId, confirmed && context.organizationMembershipId) &&
  matches(claims.workspaceId, context.workspaceId, confirmed && context.workspaceMembershipId)

const matches = (claimed: string | undefined, id: string | undefined, hidden: string | undefined | false): boolean =>
  claimed === id || (id === undefined && !!hidden)

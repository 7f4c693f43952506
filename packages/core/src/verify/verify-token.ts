import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import { SessionError } from '../errors.js'
import { safeCause } from '../http/safe-cause.js'
import { isObject, type Json } from '../json.js'
import { covers, type Permissions, type TokenDemand } from '../model/permissions.js'
import type { Metadata } from '../model/register.js'
import { addressOf, type DeploymentAddress } from '../options.js'
import { parseUrl } from '../url.js'
import { createKeyCache, type KeyCache, type KeySet } from './key-sets.js'

/** What `verifyToken` takes besides the deployment. */
export interface VerifyOptions {
  /** Fetches the keys. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** How far the clocks of this machine and of the server may differ, ms. Default 5 000. */
  readonly clockToleranceMs?: number | undefined
  /** Holds the keys between calls. Default: one for this module. */
  readonly keyCache?: KeyCache | undefined
}

/** Who sent a token, and where they are: the claims that the deployment has signed (PROTOCOL.md §5.1). */
export interface VerifiedToken {
  readonly userId: string
  readonly sessionId: string | undefined
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
  readonly permissions: Permissions
  /** The rendered custom template; undefined for a default token. */
  readonly metadata: Metadata | undefined
  /** Epoch ms, by the server's clock. */
  readonly issuedAtMs: number | undefined
  /** Epoch ms, by the server's clock. */
  readonly expiresAtMs: number
  /** All claims as they were signed. */
  readonly claims: Readonly<Record<string, Json>>
  /**
   * Whether the token grants all of this: the same answer as `client.has` gave when it was minted, except that a token carries no
   * roles, so a `role` is not granted. Fails closed: nothing asked is not granted.
   */
  has(demand: TokenDemand): boolean
}

/** No key with a secret: a page that knows it could sign tokens. And none of these is `none`. */
const algorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512']
const maxTokenLength = 16_384
const sharedKeys = createKeyCache()

/**
 * Verifies a token that `getToken` returned, for a backend that receives it as a bearer: signature, algorithm, issuer and
 * expiry. The keys are fetched once, refreshed in the background, and fetched again when a signature does not fit, 30 s
 * apart at most.
 *
 * A transport token (`__session`, the dev session) is signed by the same key, and is refused: it says nothing about who is
 * active.
 *
 * @example
 * ```ts
 * import { verifyToken } from '@wachter/core/verify'
 *
 * const [, token = ''] = (request.headers.get('Authorization') ?? '').split(' ')
 * const { userId, has } = await verifyToken(token, { publishableKey })
 * if (!has({ permission: 'invoices:write' })) console.log(`${userId} may only read`)
 * ```
 *
 * @throws {@link SessionError} `token-invalid` (not a token of this deployment), `token-expired`; `offline`, `timed-out`,
 * `server-error` or `invalid-response` when its keys cannot be fetched; `invalid-configuration`
 * @see PROTOCOL.md §5.1, §5.2; RFC 7519, RFC 8725
 */
export async function verifyToken(token: string, options: DeploymentAddress & VerifyOptions): Promise<VerifiedToken> {
  const { fetch = globalThis.fetch, clockToleranceMs = 5_000, keyCache = sharedKeys } = options
  const { baseUrl } = addressOf(options)
  if (typeof token !== 'string' || token === '' || token.length > maxTokenLength) throw invalid('It is not a token')
  const keySet = keyCache.keySetOf(baseUrl, fetch)
  keySet.refreshWhenDue()
  const payload = await verifySignature(token, keySet, {
    algorithms,
    clockTolerance: clockToleranceMs / 1_000,
    requiredClaims: ['exp', 'iss', 'sub'],
  }).catch((error: unknown) => {
    throw asSessionError(error, baseUrl)
  })
  return read(payload, baseUrl)
}

/** Tokens name no key (PROTOCOL.md §5.1), so each of the deployment's may be the one. */
async function verifySignature(token: string, keySet: KeySet, options: JWTVerifyOptions): Promise<JWTPayload> {
  const attempt = () =>
    jwtVerify(token, keySet.keys, options).catch((error: unknown) => {
      if (error instanceof errors.JWKSMultipleMatchingKeys) return tryEach(token, error, options)
      throw error
    })
  try {
    return (await attempt()).payload
  } catch (error) {
    const mayBeRotated =
      error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey
    if (!mayBeRotated || !(await keySet.renew())) throw error
    return (await attempt()).payload
  }
}

async function tryEach(token: string, candidates: errors.JWKSMultipleMatchingKeys, options: JWTVerifyOptions) {
  for await (const key of candidates) {
    try {
      return await jwtVerify(token, key, options)
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
    }
  }
  throw new errors.JWSSignatureVerificationFailed()
}

function read(payload: JWTPayload, baseUrl: string): VerifiedToken {
  // The same host, however it is written: the server always says https.
  if (hostOf(payload.iss) !== hostOf(baseUrl)) throw invalid('Another deployment has signed it')
  const claims = payload as Readonly<Record<string, Json>>
  const { userId, sessionId, organizationId, workspaceId } = contextIn(claims)
  if (userId === undefined || claims.rotating_token !== undefined) throw invalid('It is no token of a user')
  const { organization, workspace } = isRecord(claims.permissions) ? claims.permissions : {}
  const grant = {
    organizationId,
    workspaceId,
    permissions: {
      organization: namesIn(organization ?? claims.organization_permissions),
      workspace: namesIn(workspace ?? claims.workspace_permissions),
    },
  }
  return {
    userId,
    sessionId,
    ...grant,
    metadata: isRecord(claims.metadata) ? (claims.metadata as Metadata) : undefined,
    issuedAtMs: typeof claims.iat === 'number' ? claims.iat * 1_000 : undefined,
    expiresAtMs: Number(claims.exp) * 1_000,
    claims,
    has: (demand) => covers(grant, demand),
  }
}

/** The context that a token was minted for. */
export const contextIn = (claims: Readonly<Record<string, unknown>>) => ({
  userId: idOf(claims.sub),
  sessionId: idOf(claims.sid ?? claims.session_id ?? claims.sess),
  organizationId: idOf(claims.organization),
  workspaceId: idOf(claims.workspace),
})

const hostOf = (url: string | undefined): string | undefined => parseUrl(url ?? '')?.host

/** Older builds wrote numbers. */
const idOf = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value ? String(value) : undefined

const isRecord = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  isObject(value) && !Array.isArray(value)

const namesIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : []

const invalid = (message: string, cause?: unknown) => new SessionError('token-invalid', message, { cause })

/** Errors of jose hold the claims; the cause keeps name, message and code only. */
function asSessionError(error: unknown, baseUrl: string): SessionError {
  const cause = safeCause(error, [baseUrl])
  if (error instanceof errors.JWTExpired) return new SessionError('token-expired', 'The token has expired', { cause })
  if (error instanceof errors.JWKSTimeout) return new SessionError('timed-out', 'The keys took too long', { cause })
  if (error instanceof errors.JWKSInvalid)
    return new SessionError('invalid-response', 'The keys are malformed', { cause })
  // Without a code of its own: the JWKS was answered, but not with keys.
  if (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') {
    return new SessionError('server-error', 'The keys could not be fetched', { cause })
  }
  if (error instanceof errors.JOSEError) return invalid('The token is not one of this deployment', cause)
  return new SessionError('offline', 'The server of the keys could not be reached', { cause })
}

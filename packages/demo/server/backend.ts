import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose'

export interface BackendOptions {
  /** URL of the deployment that signs the tokens; its keys are at `/.well-known/jwks.json`. */
  issuer: string
  /** The only origin that CORS allows. Called for each request, because a page server may know its port late. */
  pageOrigin: () => string
  /** Fetches the keys. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch
  /** The instant at which tokens are verified. Default: now. */
  now?: () => Date
}

/** The claims of a token about its bearer. */
interface Caller {
  userId: string
  sessionId: string
  organizationId: string | null
  workspaceId: string | null
  permissions: { organization: string[]; workspace: string[] }
  /** Epoch seconds. */
  expiresAt: number
}

interface Env {
  Variables: { caller: Caller }
}

/** A minimal backend of yours: it does not know sessions, only the deployment's public key. */
export function createBackend({ issuer, pageOrigin, fetch, now }: BackendOptions): Hono<Env> {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', issuer), fetch && { [customFetch]: fetch })

  const authenticated = createMiddleware<Env>(async (c, next) => {
    const [, token] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    const refuse = (reason: string, message: string) => {
      c.header('WWW-Authenticate', token ? 'Bearer error="invalid_token"' : 'Bearer')
      return c.json({ error: 'unauthorized', reason, message }, 401)
    }
    if (!token) return refuse('token-missing', 'Send a token: Authorization: Bearer …')
    try {
      const options = { issuer, algorithms: ['ES256'], requiredClaims: ['sub', 'sid', 'exp'] }
      const { payload } = await jwtVerify(token, keys, now ? { ...options, currentDate: now() } : options)
      c.set('caller', callerOf(payload))
    } catch (error) {
      if (error instanceof errors.JWTExpired) return refuse('token-expired', 'The token has expired.')
      // The keys could not be fetched, so the token may be valid.
      if (!isVerdict(error)) throw error
      return refuse('token-invalid', 'This is not a token of our deployment.')
    }
    return next()
  })

  const permitted = (...needed: string[]) =>
    createMiddleware<Env>(async (c, next) => {
      const { organization, workspace } = c.get('caller').permissions
      const missing = needed.filter(
        (permission) => !organization.includes(permission) && !workspace.includes(permission),
      )
      if (missing.length === 0) return next()
      return c.json({ error: 'forbidden', missing, message: `You lack ${missing.join(', ')} here.` }, 403)
    })

  return new Hono<Env>()
    .use(cors({ origin: (origin) => (origin === pageOrigin() ? origin : null), allowHeaders: ['Authorization'] }))
    .onError((_error, c) =>
      c.json({ error: 'unavailable', message: 'The keys of the deployment cannot be fetched now.' }, 503),
    )
    .get('/whoami', authenticated, (c) => c.json(c.get('caller')))
    .get('/invoices', authenticated, permitted('invoices:read'), (c) =>
      c.json({
        organizationId: c.get('caller').organizationId,
        invoices: [
          { number: '2041', amount: 'EUR 1,200.00', paid: true },
          { number: '2042', amount: 'EUR 480.00', paid: false },
        ],
      }),
    )
}

/** Whether the token was found invalid, rather than not verified. */
function isVerdict(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC'
}

function callerOf({ sub = '', sid, organization, workspace, permissions, exp = 0 }: JWTPayload): Caller {
  const granted = (permissions ?? {}) as Partial<Caller['permissions']>
  return {
    userId: sub,
    sessionId: String(sid),
    organizationId: typeof organization === 'string' ? organization : null,
    workspaceId: typeof workspace === 'string' ? workspace : null,
    permissions: { organization: granted.organization ?? [], workspace: granted.workspace ?? [] },
    expiresAt: exp,
  }
}

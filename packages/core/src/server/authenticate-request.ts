import { isRefusal, isSessionError, SessionError } from '../errors.js'
import { payloadOf } from '../jwt.js'
import { contextOf } from '../model/context.js'
import { type ClaimedContext, digestOf, stateDigestOf } from '../model/context-digest.js'
import { type Address, addressOf, type DeploymentAddress, type InitialState } from '../options.js'
import { storageScope } from '../url.js'
import { contextIn, type VerifiedToken, verifyToken } from '../verify/verify-token.js'
import { type Auth, nobody, signedInAs } from './auth.js'
import { cookie, fittingCookies } from './cookies.js'
import { createServerCache, type ServerCache, type Snapshot } from './server-cache.js'
import { devSessionCookieNames, type Sources, sourcesOf, tokenCookieName } from './sources.js'
import { createUpstream, type Upstream } from './upstream.js'

/** What `authenticateRequest` takes besides the deployment. */
export interface AuthenticateOptions {
  /** Sends requests to the Frontend API. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** How long one request to the Frontend API may take, ms. Default 3 000. */
  readonly timeoutMs?: number | undefined
  /**
   * IP address of the visitor, so that limits count the visitor and not this machine. Only from a source you trust: your
   * platform, or the last proxy; whoever sends the request writes the other headers.
   */
  readonly clientIp?: string | undefined
  /** How far the clocks of this machine and of the server may differ, ms. Default 5 000. */
  readonly clockToleranceMs?: number | undefined
  /** What is kept between requests. Default: one for this module. */
  readonly cache?: ServerCache | undefined
  /** Whether to load the state for a first frame. Default true; false for an API, which renders nothing. */
  readonly loadState?: boolean | undefined
  /** Takes work that may outlive the answer: `waitUntil` of a Worker. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined
  /** Hears of every failure that made a visitor count as signed out. Default: `console.error`. */
  readonly onError?: ((error: SessionError) => void) | undefined
}

/** Who sent a request, and what its answer needs. */
export interface Authentication {
  readonly auth: Auth
  /** The state to render the first frame from; empty when the page has to load it by itself. */
  readonly initialState: InitialState
  /** To be set on the answer: renewed cookies, and `Cache-Control` and `Vary` where it is personal. */
  readonly headers: Headers
  /** Answer with a redirect to this path: a staging session was in the address, and is in a cookie now. */
  readonly redirect: string | undefined
}

const sharedCache = createServerCache()

/** When a snapshot is read again behind the scenes, ms. */
const snapshotAgeMs = 60_000
/** A token for a call onward lives at least this long, ms. */
const shortestLifeMs = 5_000

/**
 * Finds out who sent a request, on any server: Node, Bun, Deno, Workers. Trusts, in this order: a bearer token; the token
 * that it minted earlier, if the browser vouches that its context is still the same (`keepContextCookie`); a token that it
 * mints now. In the steady state a page view costs no request.
 *
 * It never rejects because of what a request contains, nor because the API fails: then nobody is signed in, and
 * `auth.error` says why.
 *
 * @example
 * ```ts
 * import { authenticateRequest } from '@wachter/core/server'
 *
 * const { auth, headers } = await authenticateRequest(request, { publishableKey })
 * const body = auth.isSignedIn ? `Hello ${auth.userId}` : 'Please sign in'
 * const response = new Response(body, { headers })
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when the key or address is malformed
 * @see PROTOCOL.md §1.2, §1.3, §1.5, §1.7, §5.1
 */
export async function authenticateRequest(
  request: Request,
  options: DeploymentAddress & AuthenticateOptions,
): Promise<Authentication> {
  const address = addressOf(options)
  const sources = sourcesOf(request, address)
  const headers = new Headers({ Vary: 'Cookie, Authorization' })
  const isPersonal = [sources.bearer, sources.cached, sources.session].some((source) => source !== undefined)
  if (isPersonal) headers.set('Cache-Control', 'private, no-store')
  const scope = storageScope(address.baseUrl)
  const keepDevSession = (token: string) => {
    const names = devSessionCookieNames(scope)
    headers.append('Set-Cookie', cookie(names.token, token))
    headers.append('Set-Cookie', cookie(names.updatedAt, String(Date.now())))
  }

  if (sources.handedOver && ['GET', 'HEAD'].includes(request.method)) {
    keepDevSession(sources.handedOver.token)
    return { auth: nobody(undefined), initialState: {}, headers, redirect: sources.handedOver.cleanUrl }
  }

  const visit = createVisit(address, sources, options)
  const report = options.onError ?? ((error) => console.error(error))
  try {
    const identity = await identify(visit)
    const { minted, renewed } = identity
    if (minted) {
      const maxAgeSeconds = Math.floor((minted.expires - Date.now()) / 1_000) - 2
      const name = tokenCookieName(scope)
      if (maxAgeSeconds > 0) headers.append('Set-Cookie', cookie(name, minted.token, { httpOnly: true, maxAgeSeconds }))
    }
    if (renewed?.devSession) keepDevSession(renewed.devSession)
    const { hostname } = new URL(request.url)
    for (const text of fittingCookies(renewed?.setCookies ?? [], new URL(address.baseUrl).hostname, hostname)) {
      headers.append('Set-Cookie', text)
    }
    const initialState = await stateFor(visit, identity.verified)
    const auth = signedInAs(identity.verified, {
      getToken: (template) => visit.tokenOnward(identity, template),
      toInitialState: () => initialState,
    })
    return { auth, initialState, headers, redirect: undefined }
  } catch (cause) {
    const error = isSessionError(cause)
      ? cause
      : new SessionError('unexpected', 'The request could not be read', { cause })
    if (sources.cached !== undefined) {
      headers.append('Set-Cookie', cookie(tokenCookieName(scope), '', { httpOnly: true, maxAgeSeconds: 0 }))
    }
    if (error.code === 'signed-out') return { auth: nobody(undefined), initialState: {}, headers, redirect: undefined }
    if (!['token-invalid', 'token-expired'].includes(error.code)) report(error)
    return { auth: nobody(error), initialState: {}, headers, redirect: undefined }
  }
}

interface Minted {
  readonly token: string
  /** Epoch ms. */
  readonly expires: number
}

interface Identity {
  readonly verified: VerifiedToken
  readonly token: string
  /** The token was minted for this request. */
  readonly minted?: Minted
  readonly renewed?: ReturnType<Upstream['renewed']>
}

type Visit = ReturnType<typeof createVisit>

/** One request of a browser, with what may be asked of the API on its behalf. */
function createVisit(address: Address, sources: Sources, options: DeploymentAddress & AuthenticateOptions) {
  const { cache = sharedCache, fetch = globalThis.fetch, timeoutMs = 3_000, clientIp, loadState = true } = options
  const { baseUrl, mode } = address
  const { session } = sources
  const upstream = () => {
    if (session === undefined) throw new SessionError('signed-out', 'The request has no session')
    return createUpstream({ baseUrl, mode, session, clientIp: ipIn(clientIp), fetch, timeoutMs })
  }
  const mint = (template: string) =>
    cache.share(['token', baseUrl, mode, session, template, clientIp], async () => {
      const api = upstream()
      const minted = await api.token(template).catch((error: unknown) => {
        // PROTOCOL.md §2.4: a 400 of the token route says that no account is active.
        if (isRefusal(error) && error.status === 400)
          throw new SessionError('signed-out', error.message, { cause: error })
        throw error
      })
      return { minted, renewed: api.renewed() }
    })

  return {
    sources,
    cache,
    baseUrl,
    loadState: loadState && sources.bearer === undefined,
    waitUntil: options.waitUntil ?? (() => undefined),
    verify: (token: string) =>
      verifyToken(token, {
        baseUrl,
        mode,
        fetch,
        keyCache: cache.keyCache,
        clockToleranceMs: options.clockToleranceMs,
      }),
    mint,
    read: () =>
      cache.share(['session', baseUrl, mode, session], async (): Promise<Snapshot> => {
        const atMs = Date.now()
        return { container: await upstream().session(), atMs }
      }),
    /** See `Auth.getToken`. */
    async tokenOnward({ verified, token }: Identity, template = ''): Promise<string> {
      const name = template === 'default' ? '' : template
      if (name === '' && verified.expiresAtMs - Date.now() > shortestLifeMs) return token
      const { minted } = await mint(name).catch((error: unknown) => {
        if (!isRefusal(error) || error.status !== 404) throw error
        throw new SessionError('template-not-found', error.message, { cause: error })
      })
      if (!isSame(contextIn(payloadOf(minted.token)), verified)) {
        throw new SessionError('context-mismatch', 'Another account, organization or workspace is active by now')
      }
      return minted.token
    },
  }
}

/**
 * Who sent the request, by the first source that says so.
 *
 * @throws {@link SessionError} `signed-out` when nobody is signed in
 */
async function identify({ sources, verify, mint }: Visit): Promise<Identity> {
  const { bearer, cached, vouched } = sources
  if (bearer !== undefined) return { verified: await verify(bearer), token: bearer }
  if (cached !== undefined && vouched !== undefined) {
    const verified = await verify(cached).catch(() => undefined)
    if (verified && vouched.split('.')[0] === digestOf(verified)) return { verified, token: cached }
  }
  const { minted, renewed } = await mint('')
  return { verified: await verify(minted.token), token: minted.token, minted, renewed }
}

/** The state for the first frame: a snapshot of exactly this context, or nothing. */
async function stateFor(visit: Visit, context: VerifiedToken): Promise<InitialState> {
  const { cache, baseUrl, sources, loadState, read, waitUntil } = visit
  if (!loadState) return {}
  const shown = sources.vouched?.split('.')[1]
  const usable = () => {
    const snapshot = cache.snapshot(baseUrl, context)
    // The browser shows other accounts, or has changed one: then the snapshot is old.
    return snapshot && (shown === undefined || shown === stateDigestOf(snapshot.container)) ? snapshot : undefined
  }
  const refresh = async (): Promise<Snapshot | undefined> => {
    if (sources.session === undefined || !cache.mayRead(baseUrl)) return undefined
    const snapshot = await read().catch(() => undefined)
    if (!snapshot || !isSame(contextOf(snapshot.container), context)) return undefined
    cache.keep(baseUrl, context, snapshot)
    return snapshot
  }
  const known = usable()
  if (known && Date.now() - known.atMs > snapshotAgeMs) waitUntil(refresh())
  const { container, atMs } = known ?? (await refresh()) ?? {}
  return container ? { container, atMs } : {}
}

const isSame = (a: ClaimedContext | undefined, b: ClaimedContext): boolean =>
  a !== undefined &&
  a.sessionId === b.sessionId &&
  a.userId === b.userId &&
  a.organizationId === b.organizationId &&
  a.workspaceId === b.workspaceId

/** Nothing but an address goes into a header. */
const ipIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^[\da-f:.]+$/i.test(text) ? text : undefined

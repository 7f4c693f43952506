import { isRefusal, isSessionError, SessionError } from '../errors.js'
import { payloadOf } from '../jwt.js'
import { sameClaimedContext } from '../model/context-digest.js'
import type { Address } from '../options.js'
import { contextIn, type VerifiedToken, verifyToken } from '../verify/verify-token.js'
import { createServerCache, endsWorkWithAnswer, type ServerCache, type Snapshot } from './server-cache.js'
import type { Sources } from './sources.js'
import { createUpstream, type Upstream } from './upstream.js'

/** What `authenticateRequest` takes besides the deployment. */
export interface AuthenticateOptions {
  /** Sends requests to the Frontend API; the same function each time, because keys are kept for it. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** How long one request to the Frontend API may take, ms. Default 3 000. */
  readonly timeoutMs?: number | undefined
  /**
   * IP address of the visitor, so that limits count the visitor and not this machine. Only from a source you trust: your
   * platform, or the last proxy; the sender of the request writes the other headers. Without it all visitors share ten tokens
   * a minute (PROTOCOL.md §1.7).
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
  /**
   * The token that an earlier step of this server minted for the same request: a proxy before the page, for example. Null when
   * that step has found that nobody is signed in.
   */
  readonly minted?: string | null | undefined
  /**
   * The path to which pages post their token, for a deployment whose session does not reach this server: its cookie is set for
   * the host of the API only, for example. See `keepServerCurrent`. Default: none.
   */
  readonly tokenPath?: string | undefined
  /** Hears of every failure that made a visitor count as signed out. Default: `console.error`. */
  readonly onError?: ((error: SessionError) => void) | undefined
}

const sharedCache = createServerCache()

/** A token for a call onward lives at least this long, ms. */
const shortestLifeMs = 5_000

interface Minted {
  readonly token: string
  /** Epoch ms. */
  readonly expires: number
}

export interface Identity {
  readonly verified: VerifiedToken
  readonly token: string
  /** The token was minted for this request. */
  readonly minted?: Minted
  readonly renewed?: ReturnType<Upstream['renewed']>
}

export type Visit = ReturnType<typeof createVisit>

/** One request of a browser, with what may be asked of the API on its behalf. */
export function createVisit(address: Address, sources: Sources, options: AuthenticateOptions) {
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
        if (clientIp === undefined && isSessionError(error) && error.code === 'rate-limited') {
          const cure = 'Pass `clientIp`: without it all visitors share the ten tokens a minute of this machine'
          throw new SessionError(error.code, cure, error)
        }
        throw error
      })
      return { minted, renewed: api.renewed() }
    })

  return {
    sources,
    /** Minted a moment ago, for this very request. */
    minted: options.minted,
    cache,
    baseUrl,
    loadState: loadState && sources.bearer === undefined,
    /** Undefined where nothing outlives the answer. */
    waitUntil: options.waitUntil ?? (endsWorkWithAnswer() ? undefined : () => undefined),
    verify: (token: string) =>
      verifyToken(token, {
        baseUrl,
        mode,
        fetch,
        keyCache: cache.keyCache,
        clockToleranceMs: options.clockToleranceMs,
      }),
    mint,
    /** Undefined when this server has read as many sessions as it may in this minute. */
    read: () =>
      cache.share(['session', baseUrl, mode, session], async (): Promise<Snapshot | undefined> => {
        if (!cache.mayRead(baseUrl)) return undefined
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
      if (!sameClaimedContext(contextIn(payloadOf(minted.token)), verified)) {
        throw new SessionError('context-mismatch', 'Another account, organization or workspace is active by now')
      }
      return minted.token
    },
  }
}

/** Nothing but an address goes into a header. */
const ipIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^[\da-f:.]+$/i.test(text) ? text : undefined

import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import { sameClaimedContext } from '../model/context-digest.js'
import type { Clock } from '../ports.js'
import { readClaims, type TokenClaims } from '../tokens/claims.js'

export interface AuthFetchOptions {
  /** The only origins that get the token, for example `https://api.example.com`. */
  readonly origins: readonly string[]
  /** Name of a JWT template. */
  readonly template?: string
  /** Sends every request. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/** A refused token younger than this was not refused for its age, so a new one would be refused too, ms. */
const justMintedMs = 5_000

/**
 * Returns a `fetch` that sends the bearer token of the present context to the listed origins only.
 *
 * It retries a 401 once with a new token, if the account, session, organization and workspace are still the same, the body
 * is not a consumed stream, and the path is not known to refuse fresh tokens. Otherwise it returns the 401.
 *
 * @example
 * ```ts
 * import { createAuthFetch } from '@wachter/core'
 *
 * const api = createAuthFetch(client, { origins: ['https://api.example.com'] })
 * const invoices = await (await api('https://api.example.com/invoices')).json()
 * ```
 * @example With the claims of a JWT template
 * ```ts
 * import { createAuthFetch } from '@wachter/core'
 *
 * const query = createAuthFetch(client, { origins: ['https://graph.example.com'], template: 'hasura' })
 * await query('https://graph.example.com/v1', { method: 'POST', body: '{"query":"{ me { id } }"}' })
 * ```
 * @example Over a `fetch` of your own
 * ```ts
 * import { createAuthFetch } from '@wachter/core'
 *
 * const traced: typeof fetch = (input, init) => (console.debug('fetch', input), fetch(input, init))
 * const api = createAuthFetch(client, { origins: ['https://api.example.com'], fetch: traced })
 * ```
 *
 * @throws {@link SessionError} what `getToken` throws; `invalid-configuration` at once when an origin is not exactly an
 *   http(s) origin
 */
export function createAuthFetch(
  client: Pick<Client, 'getToken'> & { readonly ports: { readonly clock: Clock } },
  options: AuthFetchOptions,
): typeof fetch {
  const { template } = options
  const { clock } = client.ports
  const origins = originsOf(options.origins)
  /** Paths that refuse fresh tokens; they may stay broken for long. */
  const pathBackoff = createBackoffs(clock, { firstMs: 60_000, longestMs: 600_000 })
  /** Origins where a forced mint did not help: broken paths may contain ids, and then each one looks new. */
  const originBackoff = createBackoffs(clock, { firstMs: 15_000, longestMs: 60_000 })
  let seen: { readonly token: string; readonly atMs: number } | undefined

  const tokenOf = async (signal: AbortSignal, forceRefresh?: true): Promise<string> => {
    const token = await client.getToken({ template, signal, ...(forceRefresh && { forceRefresh }) })
    if (seen?.token !== token) seen = { token, atMs: clock.now() }
    return token
  }

  const isJustMinted = (token: string, { issuedAtMs = 0, expiresAtMs = 0 }: TokenClaims): boolean => {
    const ageMs = clock.now() - issuedAtMs
    // A usable token cannot have this age, so our clock is wrong: count from when we first saw the token.
    const isPlausible = ageMs >= 0 && ageMs <= expiresAtMs - issuedAtMs
    return (isPlausible || seen?.token !== token ? ageMs : clock.now() - seen.atMs) < justMintedMs
  }

  /** Another token for the same context as the refused one; undefined if there is none. */
  const otherToken = async (refused: string, { origin, path, signal }: Place): Promise<Other | undefined> => {
    const claims = claimsOf(refused)
    if (!claims) return undefined
    // The token may have been renewed since the request was sent.
    let token = await tokenOf(signal)
    const isForced = token === refused
    if (isForced) {
      if (isJustMinted(refused, claims)) pathBackoff.begin(path)
      if (pathBackoff.isActive(path) || originBackoff.isActive(origin)) return undefined
      token = await tokenOf(signal, true)
    }
    return token !== refused && sameClaimedContext(claims, claimsOf(token)) ? { token, isForced } : undefined
  }

  return async (input, init) => {
    const send = options.fetch ?? globalThis.fetch
    const request = new Request(input, init)
    const { origin, pathname } = new URL(request.url)
    if (!origins.has(origin)) return send(request)
    const { signal } = request
    const path = origin + pathname
    const spare = isStream(init?.body) ? undefined : request.clone()
    const token = await tokenOf(signal)
    const answer = await send(withBearer(request, token))
    if (answer.status !== 401) pathBackoff.end(path)
    if (answer.status !== 401 || !spare) return answer
    const other = await otherToken(token, { origin, path, signal }).catch((error: unknown) => {
      if (signal.aborted) throw error
    })
    if (!other) return answer
    await answer.body?.cancel()
    const second = await send(withBearer(spare, other.token))
    const isRefused = second.status === 401
    pathBackoff[isRefused ? 'begin' : 'end'](path)
    if (other.isForced) originBackoff[isRefused ? 'begin' : 'end'](origin)
    return second
  }
}

interface Place {
  readonly origin: string
  readonly path: string
  readonly signal: AbortSignal
}

interface Other {
  readonly token: string
  readonly isForced: boolean
}

/** An app calls more paths than this only if they contain ids; then the oldest is dropped. */
const maxBackoffs = 100

/** Backoff for forced mints, by name, each twice as long as the one before. Mints are limited (PROTOCOL.md §1.7). */
function createBackoffs(
  clock: Clock,
  { firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number },
) {
  const backoffs = new Map<string, { readonly lengthMs: number; readonly untilMs: number }>()
  const isActive = (name: string): boolean => clock.monotonic() < (backoffs.get(name)?.untilMs ?? 0)
  return {
    isActive,
    begin(name: string): void {
      if (isActive(name)) return
      const lengthMs = Math.min((backoffs.get(name)?.lengthMs ?? firstMs / 2) * 2, longestMs)
      backoffs.delete(name)
      backoffs.set(name, { lengthMs, untilMs: clock.monotonic() + lengthMs })
      const [oldest] = backoffs.keys()
      if (backoffs.size > maxBackoffs && oldest !== undefined) backoffs.delete(oldest)
    },
    end(name: string): void {
      backoffs.delete(name)
    },
  }
}

/** The claims of a token, or undefined if it cannot be read. */
function claimsOf(token: string): TokenClaims | undefined {
  try {
    return readClaims(token, undefined)
  } catch {
    return undefined
  }
}

// Not by `instanceof`: some environments lack the class.
const isStream = (body: unknown): boolean =>
  typeof (body as ReadableStream | null | undefined)?.getReader === 'function'

/** The error does not quote the value: it may contain a password. */
function originsOf(values: readonly string[]): ReadonlySet<string> {
  if (!Array.isArray(values)) throw malformedOrigin()
  return new Set(values.map(originOf))
}

function originOf(value: unknown): string {
  let url: URL
  try {
    url = new URL(String(value))
  } catch {
    throw malformedOrigin()
  }
  const { protocol, origin, href } = url
  const isExact = (protocol === 'https:' || protocol === 'http:') && href === `${origin}/`
  if (!isExact || origin.includes('*')) throw malformedOrigin()
  return origin
}

const malformedOrigin = () =>
  new SessionError('invalid-configuration', 'Each origin must look like https://api.example.com')

function withBearer(request: Request, token: string): Request {
  const headers = new Headers(request.headers)
  headers.set('Authorization', `Bearer ${token}`)
  return new Request(request, { headers })
}

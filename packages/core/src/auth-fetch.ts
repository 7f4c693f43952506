import type { Client } from './client.js'
import { SessionError } from './errors.js'
import type { Clock } from './ports.js'
import { readClaims, type TokenClaims } from './tokens/claims.js'

export interface AuthFetchOptions {
  /** Origins that may see the token, `https://api.example.com` for example. No other ever does. */
  readonly origins: readonly string[]
  /** Name of a JWT template. */
  readonly template?: string
  /** Sends every request. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/** A refused token younger than this was not too old: another one fares no better. */
const justMintedMs = 5_000

/**
 * A `fetch` that carries the bearer of the present context to the listed origins, and nothing to any other.
 *
 * A 401 is tried once more with another token, but only as the same account in the same session, organization and workspace
 * as before, never with a body that was a stream and is spent, and not while the path is known to refuse fresh tokens.
 * Otherwise the 401 is the answer.
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
  /** A path that refuses fresh tokens; it may stay broken for long. */
  const paths = createRests(clock, { firstMs: 60_000, longestMs: 600_000 })
  /** An origin where a forced mint did not help; broken paths may hold ids, each of which looks like a new path. */
  const resting = createRests(clock, { firstMs: 15_000, longestMs: 60_000 })
  let seen: { readonly token: string; readonly atMs: number } | undefined

  const tokenOf = async (signal: AbortSignal, forceRefresh?: true): Promise<string> => {
    const token = await client.getToken({ template, signal, ...(forceRefresh && { forceRefresh }) })
    if (seen?.token !== token) seen = { token, atMs: clock.now() }
    return token
  }

  const isJustMinted = (token: string, { issuedAtMs = 0, expiresAtMs = 0 }: TokenClaims): boolean => {
    const ageMs = clock.now() - issuedAtMs
    // No usable token has such an age: our clock is wrong. Then it counts from when we first saw the token.
    const isPlausible = ageMs >= 0 && ageMs <= expiresAtMs - issuedAtMs
    return (isPlausible || seen?.token !== token ? ageMs : clock.now() - seen.atMs) < justMintedMs
  }

  /** Another token that speaks for the same as the refused one; undefined where there is none to be had. */
  const otherToken = async (refused: string, { origin, path, signal }: Place): Promise<Other | undefined> => {
    const claims = claimsOf(refused)
    if (!claims) return undefined
    // It may have been renewed since the request left.
    let token = await tokenOf(signal)
    const isForced = token === refused
    if (isForced) {
      if (isJustMinted(refused, claims)) paths.begin(path)
      if (paths.isUnderWay(path) || resting.isUnderWay(origin)) return undefined
      token = await tokenOf(signal, true)
    }
    return token !== refused && speaksForSame(claims, claimsOf(token)) ? { token, isForced } : undefined
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
    if (answer.status !== 401) paths.end(path)
    if (answer.status !== 401 || !spare) return answer
    const other = await otherToken(token, { origin, path, signal }).catch((error: unknown) => {
      if (signal.aborted) throw error
    })
    if (!other) return answer
    await answer.body?.cancel()
    const second = await send(withBearer(spare, other.token))
    const isRefused = second.status === 401
    paths[isRefused ? 'begin' : 'end'](path)
    if (other.isForced) resting[isRefused ? 'begin' : 'end'](origin)
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

/** An app calls more paths than this only when they hold ids; then the oldest is forgotten. */
const maxRests = 100

/** Rests from forced mints, by name, each twice as long as the one before. Mints are limited (PROTOCOL.md §1.7). */
function createRests(clock: Clock, { firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number }) {
  const rests = new Map<string, { readonly lengthMs: number; readonly untilMs: number }>()
  const isUnderWay = (name: string): boolean => clock.monotonic() < (rests.get(name)?.untilMs ?? 0)
  return {
    isUnderWay,
    begin(name: string): void {
      if (isUnderWay(name)) return
      const lengthMs = Math.min((rests.get(name)?.lengthMs ?? firstMs / 2) * 2, longestMs)
      rests.delete(name)
      rests.set(name, { lengthMs, untilMs: clock.monotonic() + lengthMs })
      const [oldest] = rests.keys()
      if (rests.size > maxRests && oldest !== undefined) rests.delete(oldest)
    },
    end(name: string): void {
      rests.delete(name)
    },
  }
}

/** What a token says, or undefined when it cannot be read. */
function claimsOf(token: string): TokenClaims | undefined {
  try {
    return readClaims(token, undefined)
  } catch {
    return undefined
  }
}

const speaksForSame = (one: TokenClaims, other: TokenClaims | undefined): boolean =>
  one.userId === other?.userId &&
  one.sessionId === other?.sessionId &&
  one.organizationId === other?.organizationId &&
  one.workspaceId === other?.workspaceId

// Not by `instanceof`: there is no such class in every environment.
const isStream = (body: unknown): boolean =>
  typeof (body as ReadableStream | null | undefined)?.getReader === 'function'

/** The value is not quoted: it may hold a password. */
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
  new SessionError('invalid-configuration', 'Each of the origins must be one like https://api.example.com')

function withBearer(request: Request, token: string): Request {
  const headers = new Headers(request.headers)
  headers.set('Authorization', `Bearer ${token}`)
  return new Request(request, { headers })
}

import { isRefusal, SessionError } from '../errors.js'
import { type Backoff, backoffKey } from '../http/backoff.js'
import type { Endpoints } from '../http/endpoints.js'
import type { Clock } from '../ports.js'
import type { SessionStore } from '../session/state/store.js'
import { createSingleFlight, type SingleFlight } from '../single-flight.js'
import type { ServerClock } from '../time/server-clock.js'
import type { Stamps } from '../time/stamps.js'
import { agingOf } from './age.js'
import type { MintedToken, TokenBasis, TokenCache } from './cache.js'
import { agrees, readClaims, type TokenClaims } from './claims.js'
import type { Expectations } from './expectations.js'

/** A token that one tab minted, for the others to use. */
export interface SharedToken {
  readonly template: string
  readonly token: string
  readonly expires: number
  readonly signInId: string
  /** When its request began: as a stamp, and in epoch ms by the wall clock that all tabs share. */
  readonly askedAt: number
  readonly startedAtMs: number
}

export interface Minting {
  /** Joins or starts the one mint of this template and basis; waits for one that another tab announced. */
  mint(template: string): Promise<MintedToken>
  /** Joins or starts a mint that begins after this call. */
  mintFresh(template: string): Promise<MintedToken>
  /** Mints before the cached token expires. Resolves to undefined if a mint is under way. */
  renew(template: string): Promise<MintedToken | undefined>
  /** Mints before the session is `known`, and caches the token if it matches the session then. */
  early(template: string, known: Promise<unknown>): void
  /** Caches a token that another tab minted, if it matches the session here. */
  adopt(shared: SharedToken): void
  /**
   * Whether the state is certain, and the token was issued for its context.
   *
   * @param confirmed the session was fetched since a token first disagreed
   */
  isOurs(minted: MintedToken, confirmed: boolean): boolean
}

interface MintingNeeds {
  readonly store: SessionStore
  readonly tokens: TokenCache
  readonly expectations: Expectations
  readonly mintAtServer: Endpoints['token']
  readonly clock: Clock
  readonly stamps: Stamps
  readonly serverClock: ServerClock
  readonly backoff: Backoff
  readonly endsAtMs: () => number | undefined
  readonly doubt: () => Promise<void>
  readonly onMinting: (template: string) => void
  readonly onMinted: (shared: SharedToken) => void
}

/** The server's lifetime for tokens without an expiry (PROTOCOL.md §5.1), ms. */
const usualLifetimeMs = 30_000

/** The backoff key of a mint that was answered and failed: a refusal, a contradiction, a malformed token. */
export const mintKey = (template: string): string => backoffKey('mint', template)

export function createMinting(needs: MintingNeeds): Minting {
  const { store, tokens, expectations, mintAtServer, clock, stamps, serverClock, backoff } = needs
  const flights = new Map<string, { readonly basis: TokenBasis; readonly flight: SingleFlight<MintedToken> }>()

  /** Whether a token was issued for the shown context. */
  const fits = (claims: TokenClaims, confirmed: boolean) => {
    const context = store.context()
    return context !== undefined && agrees(claims, context, confirmed)
  }
  const isOurs = ({ claims }: MintedToken, confirmed: boolean) => store.isCertain() && fits(claims, confirmed)

  /** Reads a token and learns the server's time from it. */
  const read = (token: string, claims: TokenClaims, startedAtMs: number, startedAtMonotonicMs: number): MintedToken => {
    const { issuedAtMs = serverClock.at(startedAtMs), expiresAtMs = issuedAtMs + usualLifetimeMs } = claims
    // If both our clocks say expired, a cache delayed the token; if they differ, the server's clock was set back.
    const isOld = expiresAtMs <= serverClock.atLeast()
    const isOver = isOld && expiresAtMs <= serverClock.at(clock.now())
    if (isOld && !isOver) serverClock.forget()
    if (isOver || expiresAtMs <= issuedAtMs) throw new SessionError('invalid-response', 'The token has already expired')
    // Do not learn from a token issued after the expiry of its own sign-in: it would end the session here.
    const isPlausible = issuedAtMs < (needs.endsAtMs() ?? Infinity)
    if (claims.issuedAtMs !== undefined && isPlausible) serverClock.learn(issuedAtMs, startedAtMs, clock.now())
    return { token, claims, ...agingOf(expiresAtMs - issuedAtMs, startedAtMs, startedAtMonotonicMs) }
  }

  /** While the state is uncertain, a mint that contradicts it is newer information: doubt earlier answers. */
  const weigh = (claims: TokenClaims | undefined) => {
    const { container, pending } = store.machine().state
    const isAsShown = claims ? fits(claims, false) : store.context() === undefined
    // Before the first session is shown, this matters only during a change.
    const isTold = container ? !isAsShown : pending !== undefined
    if (isTold && !store.isCertain()) store.apply({ type: 'doubted', at: stamps.next() })
  }

  const request = async (template: string) => {
    const askedAt = stamps.next()
    const startedAtMs = clock.now()
    const startedAtMonotonicMs = clock.monotonic()
    const { token, expires } = await mintAtServer(template).catch((error: unknown) => {
      if (saysSignedOut(error)) weigh(undefined)
      throw error
    })
    let claims: TokenClaims | undefined
    try {
      claims = claimsOf(token, expires)
      weigh(claims)
      const minted = read(token, claims, startedAtMs, startedAtMonotonicMs)
      return { minted, askedAt, shared: { template, token, expires, askedAt, startedAtMs } }
    } catch (error) {
      // A token that came too late to be used still says in which context the server is.
      if (claims && store.context() && !fits(claims, false)) needs.doubt().catch(() => undefined)
      // Back off, because the next token would probably fail too.
      throw backoff.failed(mintKey(template), error as SessionError)
    }
  }

  const ask = async (template: string, basis: TokenBasis): Promise<MintedToken> => {
    const signInId = store.context()?.signInId ?? ''
    needs.onMinting(template)
    const { minted, shared } = await request(template)
    if (isOurs(minted, false) && tokens.keep(template, minted, basis)) {
      backoff.succeeded(mintKey(template))
      needs.onMinted({ ...shared, signInId })
    }
    return minted
  }

  /** One flight per template and basis: a mint of another context is useless. */
  const flightOf = (template: string): SingleFlight<MintedToken> => {
    const basis = tokens.basis()
    const known = flights.get(template)
    if (known?.basis === basis) return known.flight
    const flight = createSingleFlight(() => ask(template, basis))
    flights.set(template, { basis, flight })
    return flight
  }

  return {
    isOurs,
    async mint(template) {
      if (expectations.has(template)) {
        await expectations.arrived(template)
        const arrived = store.isCertain() ? tokens.take(template, clock.now()) : undefined
        if (arrived) return arrived.minted
      }
      return flightOf(template).join()
    },
    mintFresh: (template) => flightOf(template).fresh(),
    async renew(template) {
      const flight = flightOf(template)
      return expectations.has(template) || flight.isRunning() ? undefined : flight.join()
    },
    early(template, known) {
      const compare = async () => {
        const { minted, askedAt } = await request(template)
        await known
        const agrees = isOurs(minted, false)
        // A doubt since then may be newer than this token, or older: requests are retried once.
        const isInTime = askedAt > store.machine().freshness.doubtedAt
        if (isInTime && agrees) tokens.keep(template, minted, tokens.basis())
        return agrees
      }
      const coming = compare()
        .catch(async (error: unknown) => {
          await known
          return !saysSignedOut(error) || !store.context()
        })
        .then(async (agrees) => {
          // Token and session were requested together and differ: one of them is old.
          if (!agrees && store.isCertain()) await needs.doubt()
        })
      expectations.expectUntil(template, coming)
    },
    adopt({ template, token, expires, signInId, askedAt, startedAtMs }) {
      const agoMs = Math.max(0, clock.now() - startedAtMs)
      const minted = read(token, claimsOf(token, expires), startedAtMs, clock.monotonic() - agoMs)
      const basis = tokens.basis()
      const since = stamps.isOfNow(basis.since) ? basis.since : 0
      const isInTime = askedAt > Math.max(store.machine().freshness.doubtedAt, since)
      const isOfSignIn = signInId === store.context()?.signInId
      if (isInTime && isOfSignIn && isOurs(minted, false)) tokens.keep(template, minted, basis)
      expectations.end(template)
    },
  }
}

function claimsOf(token: string, expires: number): TokenClaims {
  try {
    return readClaims(token, expires)
  } catch {
    // Without the cause: its message may quote the token.
    throw new SessionError('invalid-response', 'The token is not a JWT')
  }
}

/** Whether the server says that no account is signed in: a 400 of the token route means that too (PROTOCOL.md §2.4). */
export const saysSignedOut = (error: unknown): boolean =>
  isRefusal(error) && (error.code === 'signed-out' || error.status === 400)

import { abortable } from '../abortable.js'
import { isRefusal, SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { freshnessOf, isDueForRenewal, isFresh } from '../model/freshness.js'
import { agrees, readClaims, type TokenClaims } from '../model/token.js'
import type { Clock, Page } from '../ports.js'
import type { ServerClock } from '../state/server-clock.js'
import type { SessionStore } from '../state/session-store.js'
import { whenSettled } from '../state/settled.js'
import type { HeldToken, TokenCache } from '../state/token-cache.js'
import type { Expiry } from './expiry.js'

export interface TokenRequest {
  /** Name of a JWT template of the deployment. */
  readonly template?: string | undefined
  /** Mints anew even when the held token is still good, after a role change for example. */
  readonly forceRefresh?: boolean
  /** Gives up for this caller; a mint shared with others goes on. */
  readonly signal?: AbortSignal
}

export type GetToken = (request?: string | TokenRequest) => Promise<string>

interface TokenNeeds {
  readonly store: SessionStore
  readonly tokens: TokenCache
  readonly endpoints: Endpoints
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly page: Page
  readonly retrieve: () => Promise<void>
  readonly expiry: Expiry
}

interface Minted extends HeldToken {
  readonly claims: TokenClaims
}

/** Each round asks for the context that is current by then; after this many moves of the world we give up. */
const maxRounds = 5

export function createGetToken({
  store,
  tokens,
  endpoints,
  clock,
  serverClock,
  page,
  retrieve,
  expiry,
}: TokenNeeds): GetToken {
  const mint = async (template: string): Promise<Minted> => {
    const startedAtMs = clock.now()
    const startedAtMonotonicMs = clock.monotonic()
    const { token, expires } = await endpoints.token(template)
    const claims = readToken(token, expires)
    serverClock.learn(claims.issuedAtMs, startedAtMs, clock.now())
    return { token, claims, ...freshnessOf(claims.lifetimeMs, startedAtMs, startedAtMonotonicMs) }
  }

  const isOurs = ({ claims }: Minted) => {
    const context = store.context()
    return context !== undefined && store.machine().state.pending === undefined && agrees(claims, context)
  }

  /** The one mint of this template in this context. */
  const sharedMint = (template: string): Promise<Minted> => {
    const underWay = tokens.flights.get(template) as Promise<Minted> | undefined
    if (underWay) return underWay
    const flight = mint(template)
    tokens.flights.set(template, flight)
    const land = (minted?: Minted) => {
      // The context may have changed since, and a newer flight may have taken the place.
      if (tokens.flights.get(template) !== flight) return
      tokens.flights.delete(template)
      if (minted && isOurs(minted)) tokens.held.set(template, minted)
    }
    flight.then(land, () => land())
    return flight
  }

  const usable = (template: string): string | undefined => {
    const held = tokens.held.get(template)
    const nowMs = clock.now()
    const monotonicMs = clock.monotonic()
    if (!held || !isFresh(held, nowMs, monotonicMs)) return undefined
    // Quietly, and only where someone is looking: nothing is minted for nobody.
    if (isDueForRenewal(held, nowMs, monotonicMs) && page.isVisible()) sharedMint(template).catch(() => undefined)
    return held.token
  }

  const isReady = (): boolean => {
    const { state, unsettled } = store.machine()
    // Timers sleep with the machine; a reader must not.
    return state.status.startsWith('signed') && state.pending === undefined && !unsettled && !expiry.isOver()
  }

  /** Waits until it is known who is signed in, asking where nobody has. */
  const settle = async (): Promise<void> => {
    if (store.machine().state.pending !== undefined) await whenSettled(store)
    else if (expiry.isOver()) await expiry.end()
    else if (!isReady()) await retrieve()
  }

  return async (request) => {
    const {
      template: name = '',
      forceRefresh,
      signal,
    }: TokenRequest = typeof request === 'object' ? request : { template: request }
    const template = name === 'default' ? '' : name
    for (let round = 0; round < maxRounds; round++) {
      if (!isReady() || signal?.aborted) await abortable(settle(), signal)
      if (!store.context()) throw new SessionError('signed-out', 'Nobody is signed in')
      const held = forceRefresh ? undefined : usable(template)
      if (held !== undefined) return held
      const epoch = store.epoch()
      try {
        const minted = await abortable(sharedMint(template), signal)
        if (epoch === store.epoch() && isOurs(minted)) return minted.token
      } catch (error) {
        if (signal?.aborted) throw error
        if (epoch === store.epoch() && isReady() && !saysSignedOut(error)) throw named(error)
      }
      // The same world, another answer than we expected: ours is old, and the session has the last word.
      if (epoch === store.epoch() && isReady()) await abortable(retrieve(), signal)
    }
    throw new SessionError('context-mismatch', 'The server mints for another context than it shows')
  }
}

function readToken(token: string, expires: number): TokenClaims {
  try {
    return readClaims(token, expires)
  } catch {
    // Without the cause: its message may quote the token.
    throw new SessionError('invalid-response', 'The answer of session/token holds no readable JWT')
  }
}

/** A 400 of the token route means that nobody is signed in (PROTOCOL.md §2.4). */
const saysSignedOut = (error: unknown): boolean =>
  isRefusal(error) && (error.code === 'signed-out' || error.status === 400)

const named = (error: unknown): unknown =>
  isRefusal(error) && error.status === 404
    ? new SessionError('template-not-found', 'The deployment has no such JWT template', error)
    : error

import { isSessionError, SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { freshnessOf, isDueForRenewal, isFresh } from '../model/freshness.js'
import { agrees, readClaims } from '../model/token.js'
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
  readonly claims: ReturnType<typeof readClaims>
}

/** Each round asks for the context that is current by then; it takes this many moves of the world to give up. */
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
  const heldToken = (template: string): HeldToken | undefined => {
    const held = tokens.held.get(template)
    return held && isFresh(held, clock.now(), clock.monotonic()) ? held : undefined
  }

  const mint = async (template: string): Promise<Minted> => {
    const startedAtMs = clock.now()
    const startedAtMonotonicMs = clock.monotonic()
    const answer = await endpoints.token(template || undefined)
    const claims = readToken(answer.token, answer.expires)
    serverClock.learn(claims.issuedAtMs, startedAtMs, clock.now())
    return { token: answer.token, claims, ...freshnessOf(claims.lifetimeMs, startedAtMs, startedAtMonotonicMs) }
  }

  /** The one mint of this template in this context. */
  const sharedMint = (template: string): Promise<Minted> => {
    const underWay = tokens.flights.get(template) as Promise<Minted> | undefined
    if (underWay) return underWay
    const flight = mint(template)
    tokens.flights.set(template, flight)
    const isStillOurs = () => tokens.flights.get(template) === flight
    flight.then(
      (minted) => {
        const context = store.context()
        if (isStillOurs() && context && !store.machine().state.pending && agrees(minted.claims, context)) {
          tokens.held.set(template, minted)
        }
        if (isStillOurs()) tokens.flights.delete(template)
      },
      () => {
        if (isStillOurs()) tokens.flights.delete(template)
      },
    )
    return flight
  }

  /** Waits until it is known who is signed in, asking where nobody has. */
  const settle = async (signal: AbortSignal | undefined): Promise<void> => {
    const { state, unsettled } = store.machine()
    if (!state.pending && (unsettled || state.status === 'loading' || state.status === 'unavailable')) {
      await abortable(retrieve(), signal)
    }
    await whenSettled(store, signal)
    // Timers sleep with the machine; a reader must not.
    if (expiry.isOver()) await abortable(expiry.end(), signal)
    if (!store.context()) throw new SessionError('signed-out', 'Nobody is signed in')
  }

  const ask = async ({ template: name, forceRefresh = false, signal }: TokenRequest): Promise<string> => {
    const template = name === 'default' ? '' : (name ?? '')
    for (let round = 0; round < maxRounds; round++) {
      await settle(signal)
      const held = forceRefresh ? undefined : heldToken(template)
      if (held) return held.token
      const epoch = store.epoch()
      const outcome = await abortable(sharedMint(template), signal).catch((error: SessionError) => error)
      const moved = epoch !== store.epoch() || store.machine().state.pending !== undefined
      const context = store.context()
      if (isSessionError(outcome)) {
        if (outcome.code === 'aborted' && signal?.aborted) throw outcome
        if (moved) continue
        if (!saysSignedOut(outcome)) throw named(outcome)
        // One refusal may be about a moment ago: the session itself has the last word.
        await abortable(retrieve(), signal)
      } else if (!moved && context && agrees(outcome.claims, context)) {
        return outcome.token
      } else if (!moved) {
        // The server mints for another context than we know: ours is old.
        await abortable(retrieve(), signal)
      }
    }
    throw new SessionError('context-mismatch', 'The server keeps minting for another context than the session shows')
  }

  return async (request) => {
    const options = typeof request === 'object' ? request : { template: request }
    const { state, unsettled } = store.machine()
    const template = options.template === 'default' ? '' : (options.template ?? '')
    if (state.pending !== undefined || unsettled || options.forceRefresh || options.signal?.aborted) return ask(options)
    const now = clock.now()
    const monotonic = clock.monotonic()
    const held = tokens.held.get(template)
    if (!held || !isFresh(held, now, monotonic)) return ask(options)
    if (expiry.isOver()) return ask(options)
    // Quietly, and only where someone is looking: nothing is minted for nobody.
    if (isDueForRenewal(held, now, monotonic) && page.isVisible()) sharedMint(template).catch(() => undefined)
    return held.token
  }
}

function readToken(token: string, expires: number | null | undefined): ReturnType<typeof readClaims> {
  try {
    return readClaims(token, expires)
  } catch {
    // Without the cause: its message may quote the token.
    throw new SessionError('invalid-response', 'The answer of session/token holds no readable JWT')
  }
}

/** A 400 of the token route means that nobody is signed in (PROTOCOL.md §2.4). */
const saysSignedOut = (error: SessionError): boolean => error.code === 'signed-out' || error.status === 400

const named = (error: SessionError): SessionError =>
  error.status === 404
    ? new SessionError('template-not-found', 'The deployment has no such JWT template', error)
    : error

/** Lets one caller leave a shared promise. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new SessionError('aborted', 'The caller gave up', { cause: signal.reason }))
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

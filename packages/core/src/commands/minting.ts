import { SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { freshnessOf } from '../model/freshness.js'
import type { SharedToken } from '../model/tab-message.js'
import { agrees, readClaims, type TokenClaims } from '../model/token.js'
import type { Clock } from '../ports.js'
import type { ServerClock } from '../state/server-clock.js'
import { isSettled, type SessionStore } from '../state/session-store.js'
import type { HeldToken, TokenCache } from '../state/token-cache.js'

export interface Minted extends HeldToken {
  readonly claims: TokenClaims
}

export interface Minting {
  /** The one mint of this template in this context. */
  mint(template: string): Promise<Minted>
  /** Whether a token speaks for the context as it is known now. */
  isOurs(minted: Minted): boolean
  /** Keeps a token another tab minted, if it speaks for our context. */
  adopt(shared: SharedToken): void
}

interface MintingNeeds {
  readonly store: SessionStore
  readonly tokens: TokenCache
  readonly endpoints: Endpoints
  readonly clock: Clock
  readonly serverClock: ServerClock
}

export function createMinting({ store, tokens, endpoints, clock, serverClock }: MintingNeeds): Minting {
  const { held, flights } = tokens

  const isOurs = ({ claims }: Minted) => {
    const context = store.context()
    return context !== undefined && isSettled(store) && agrees(claims, context)
  }

  const ask = async (template: string): Promise<readonly [Minted, SharedToken | undefined]> => {
    const startedAtMs = clock.now()
    const startedAtMonotonicMs = clock.monotonic()
    const signInId = store.context()?.signInId
    const { token, expires } = await endpoints.token(template)
    const claims = readToken(token, expires)
    serverClock.learn(claims.issuedAtMs, startedAtMs, clock.now())
    return [
      { token, claims, ...freshnessOf(claims.lifetimeMs, startedAtMs, startedAtMonotonicMs) },
      signInId ? { type: 'token', template, token, expires, signInId, startedAtMs } : undefined,
    ]
  }

  return {
    isOurs,
    mint(template) {
      const underWay = flights.get(template) as Promise<Minted> | undefined
      if (underWay) return underWay
      const asked = ask(template)
      const flight = asked.then(([minted]) => minted)
      flights.set(template, flight)
      // The context may have changed since, and a newer flight may have taken the place.
      const leave = () => flights.get(template) === flight && flights.delete(template)
      asked.then(([minted, shared]) => {
        if (!leave() || !isOurs(minted)) return
        held.set(template, minted)
        if (shared) tokens.tell(shared)
      }, leave)
      return flight
    },
    adopt({ template, token, expires, signInId, startedAtMs }) {
      const claims = readToken(token, expires)
      const agoMs = Math.max(0, clock.now() - startedAtMs)
      const minted = { token, claims, ...freshnessOf(claims.lifetimeMs, startedAtMs, clock.monotonic() - agoMs) }
      if (signInId === store.context()?.signInId && isOurs(minted)) held.set(template, minted)
    },
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

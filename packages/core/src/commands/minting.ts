import { SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { ageOf, freshnessOf } from '../model/freshness.js'
import type { SharedToken } from '../model/tab-message.js'
import { agrees, readClaims } from '../model/token.js'
import type { Clock } from '../ports.js'
import type { Outbox } from '../state/outbox.js'
import type { ServerClock } from '../state/server-clock.js'
import { isSettled, type SessionStore } from '../state/session-store.js'
import type { HeldToken, TokenCache } from '../state/token-cache.js'

export interface Minting {
  /**
   * The one mint of this template in this context.
   *
   * @param alone does not wait for what another tab is minting
   */
  mint(template: string, alone?: boolean): Promise<HeldToken>
  /** Asks before it is `known` who is signed in; what comes is kept if it agrees with what is known then. */
  early(template: string, known: Promise<unknown>): void
  /** Whether a token speaks for the context as it is known now; see `agrees`. */
  isOurs(token: HeldToken, confirmed?: boolean): boolean
  /** Keeps a token another tab minted, if it speaks for our context. */
  adopt(shared: SharedToken): void
}

interface MintingNeeds {
  readonly store: SessionStore
  readonly tokens: TokenCache
  readonly endpoints: Endpoints
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly tell: Outbox['tell']
}

export function createMinting({ store, tokens, endpoints, clock, serverClock, tell }: MintingNeeds): Minting {
  const { held, flights } = tokens

  const isOurs = ({ claims }: HeldToken, confirmed?: boolean) => {
    const context = store.context()
    return context !== undefined && isSettled(store) && agrees(claims, context, confirmed)
  }

  const ask = async (template: string): Promise<HeldToken> => {
    tell({ type: 'minting', template })
    const startedAtMs = clock.now()
    const startedAtMonotonicMs = clock.monotonic()
    const signInId = store.context()?.signInId ?? ''
    const { token, expires } = await endpoints.token(template)
    const minted = heldToken(token, expires, startedAtMs, startedAtMonotonicMs)
    serverClock.learn(minted.claims.issuedAtMs, startedAtMs, clock.now())
    if (isOurs(minted)) tell({ type: 'token', template, token, expires, signInId, startedAtMs })
    return minted
  }

  /** What another tab is about to bring serves as well. */
  const awaitOther = async (template: string): Promise<HeldToken | undefined> => {
    await tokens.coming.get(template)
    const token = held.get(template)
    return token && ageOf(token, clock.now(), clock.monotonic()) < token.usableMs ? token : undefined
  }

  return {
    isOurs,
    early(template, known) {
      const coming = ask(template)
        .then(async (minted) => {
          await known
          if (isOurs(minted)) held.set(template, minted)
        })
        .catch(() => undefined)
        .finally(() => tokens.coming.delete(template))
      tokens.coming.set(template, coming)
    },
    mint(template, alone) {
      const underWay = flights.get(template)
      if (underWay) return underWay
      const flight =
        alone || !tokens.coming.has(template)
          ? ask(template)
          : awaitOther(template).then((token) => token ?? ask(template))
      flights.set(template, flight)
      // The context may have changed since, and a newer flight may have taken the place.
      const leave = () => flights.get(template) === flight && flights.delete(template)
      flight.then((minted) => {
        if (leave() && isOurs(minted)) held.set(template, minted)
      }, leave)
      return flight
    },
    adopt({ template, token, expires, signInId, startedAtMs }) {
      const agoMs = Math.max(0, clock.now() - startedAtMs)
      const minted = heldToken(token, expires, startedAtMs, clock.monotonic() - agoMs)
      if (signInId === store.context()?.signInId && isOurs(minted)) held.set(template, minted)
    },
  }
}

function heldToken(token: string, expires: number, startedAtMs: number, startedAtMonotonicMs: number): HeldToken {
  try {
    const claims = readClaims(token, expires)
    return { token, claims, ...freshnessOf(claims.lifetimeMs, startedAtMs, startedAtMonotonicMs) }
  } catch {
    // Without the cause: its message may quote the token.
    throw new SessionError('invalid-response', 'The token is not a JWT')
  }
}

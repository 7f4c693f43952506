import type { Freshness } from '../model/freshness.js'
import type { SessionContainer } from '../model/session.js'
import type { TokenClaims } from '../model/token.js'
import type { SessionStore } from './session-store.js'

/** A minted token with what is known of it. In memory only. */
export interface HeldToken extends Freshness {
  readonly token: string
  readonly claims: TokenClaims
}

/** The tokens of the present context, one a template. Empty as soon as that context is no more. */
export interface TokenCache {
  readonly held: Map<string, HeldToken>
  /** The one mint per template under way. */
  readonly flights: Map<string, Promise<HeldToken>>
  /** Mints of other tabs worth waiting for; each settles within a bound. */
  readonly coming: Map<string, Promise<void>>
}

export function createTokenCache(store: SessionStore): TokenCache {
  const held = new Map<string, HeldToken>()
  const flights = new Map<string, Promise<HeldToken>>()
  const coming = new Map<string, Promise<void>>()
  let basis = basisOf(store.machine().state.container)
  store.enlist(() => {
    const next = basisOf(store.machine().state.container)
    if (next.some((part, index) => part !== basis[index])) {
      held.clear()
      // A mint under way goes on for those who wait for it, but what it brings is not kept.
      flights.clear()
    }
    basis = next
  })
  return { held, flights, coming }
}

/** All a token is made from; an unchanged part keeps its reference. New roles make old tokens wrong too. */
const basisOf = (container: SessionContainer | undefined): readonly unknown[] => {
  const signIn = container?.activeSignIn
  return [
    container?.id,
    signIn?.id,
    signIn?.user,
    signIn?.activeOrganizationMembershipId,
    signIn?.activeOrganizationMembership,
    signIn?.activeWorkspaceMembershipId,
    signIn?.activeWorkspaceMembership,
  ]
}

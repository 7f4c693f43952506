import type { Freshness } from '../model/freshness.js'
import type { SessionContainer } from '../model/session.js'
import type { SharedToken } from '../model/tab-message.js'
import type { SessionStore } from './session-store.js'

/** A minted token with what is known of it. In memory only. */
export interface HeldToken extends Freshness {
  readonly token: string
}

/** The tokens of the present context, one a template. Empty as soon as that context is no more. */
export interface TokenCache {
  readonly held: Map<string, HeldToken>
  /** The one mint per template under way. */
  readonly flights: Map<string, Promise<unknown>>
  /** Tells those who listen of a token that was minted here. */
  tell(shared: SharedToken): void
  onMinted(listener: (shared: SharedToken) => void): () => void
}

export function createTokenCache(store: SessionStore): TokenCache {
  const held = new Map<string, HeldToken>()
  const flights = new Map<string, Promise<unknown>>()
  const listeners = new Set<(shared: SharedToken) => void>()
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
  return {
    held,
    flights,
    tell(shared) {
      for (const listener of listeners) listener(shared)
    },
    onMinted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
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

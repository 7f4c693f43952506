import type { SessionContainer } from '../model/session.js'
import type { Clock } from '../ports.js'
import type { SessionStore } from '../session/state/store.js'
import { type Aging, ageOf } from './age.js'
import type { TokenClaims } from './claims.js'

/** A minted token with its claims and age. In memory only. */
export interface MintedToken extends Aging {
  readonly token: string
  readonly claims: TokenClaims
}

/**
 * What tokens depend on: the present account, organization, workspace and roles. A new object whenever one of them changes,
 * and when the app calls `invalidateTokens`.
 */
export interface TokenBasis {
  /** Since when, as a stamp. */
  readonly since: number
}

/** The tokens of the present basis, one per template. Those of another basis are dropped and cannot be added. */
export interface TokenCache {
  basis(): TokenBasis
  /** A cached token that is not too old, and whether it should be renewed. */
  take(template: string, nowMs: number): { readonly minted: MintedToken; readonly isAging: boolean } | undefined
  /** Caches a token if `basis` is the present one. Returns whether it is. */
  keep(template: string, minted: MintedToken, basis: TokenBasis): boolean
  /** Drops every token; those being minted now are not cached either. */
  invalidate(at: number): void
}

interface CacheNeeds {
  readonly store: SessionStore
  readonly clock: Clock
}

export function createTokenCache({ store, clock }: CacheNeeds): TokenCache {
  const kept = new Map<string, MintedToken>()
  let parts = partsOf(store.container())
  let basis: TokenBasis = { since: 0 }

  const invalidate = (since: number) => {
    kept.clear()
    basis = { since }
  }

  store.enlist(() => {
    const { state, freshness } = store.machine()
    const next = partsOf(state.container)
    const isOther = next.some((part, index) => part !== parts[index])
    parts = next
    if (isOther) invalidate(Math.max(freshness.doubtedAt, freshness.shown?.askedAt ?? 0))
  })

  return {
    basis: () => basis,
    take(template, nowMs) {
      const minted = kept.get(template)
      if (!minted) return undefined
      const ageMs = ageOf(minted, nowMs, clock.monotonic())
      return ageMs < minted.usableMs ? { minted, isAging: ageMs >= minted.renewMs } : undefined
    },
    keep(template, minted, mintedFrom) {
      if (mintedFrom !== basis) return false
      kept.set(template, minted)
      return true
    },
    invalidate,
  }
}

/** An unchanged part keeps its reference. The memberships count because new roles make old tokens wrong. */
const partsOf = (container: SessionContainer | undefined): readonly unknown[] => {
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

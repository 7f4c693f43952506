import type { SessionContainer } from '../model/session.js'
import type { Clock } from '../ports.js'
import type { SessionStore } from '../session/store.js'
import { type Aging, ageOf } from './age.js'
import type { TokenClaims } from './claims.js'

/** A minted token with what is known of it. In memory only. */
export interface MintedToken extends Aging {
  readonly token: string
  readonly claims: TokenClaims
}

/**
 * What tokens are minted from: account, organization, workspace and roles as they are now. Another object as soon as any
 * of them is another, and when the app says that something changed.
 */
export interface TokenBasis {
  /** From when on it is so, as a stamp. */
  readonly since: number
}

/** The tokens of the present basis, one a template. Those of another basis are gone, and cannot be kept any more. */
export interface TokenCache {
  basis(): TokenBasis
  /** A token that is not too old to hand out, and whether it is time to mint the next one. */
  take(template: string, nowMs: number): { readonly minted: MintedToken; readonly isAging: boolean } | undefined
  /** Keeps a token for as long as `basis` is the present one. Returns whether it is. */
  keep(template: string, minted: MintedToken, basis: TokenBasis): boolean
  /** Forgets every token; what is being minted now is not kept either. */
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

/** An unchanged part keeps its reference. New roles make old tokens wrong, too. */
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

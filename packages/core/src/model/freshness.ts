/** Never more than this is kept in hand for the way to the app's backend. */
const maxLeewayMs = 5_000

/** When a token ages, on both clocks: sleep stops the monotonic one, a correction turns the wall clock back. */
export interface Freshness {
  readonly renewAtWallMs: number
  readonly renewAtMonotonicMs: number
  readonly staleAtWallMs: number
  readonly staleAtMonotonicMs: number
}

/** Counts a life from the start of the request that brought it, so that a slow answer cannot stretch it. */
export function freshnessOf(lifetimeMs: number, startedAtMs: number, startedAtMonotonicMs: number): Freshness {
  // A share of the life: a fixed leeway would swallow short ones whole.
  const usableMs = lifetimeMs - Math.min(lifetimeMs / 6, maxLeewayMs)
  const untilRenewalMs = Math.min(usableMs, (lifetimeMs * 2) / 3)
  return {
    renewAtWallMs: startedAtMs + untilRenewalMs,
    renewAtMonotonicMs: startedAtMonotonicMs + untilRenewalMs,
    staleAtWallMs: startedAtMs + usableMs,
    staleAtMonotonicMs: startedAtMonotonicMs + usableMs,
  }
}

/** Stale if either clock says so. */
export const isFresh = (token: Freshness, nowMs: number, monotonicMs: number): boolean =>
  nowMs < token.staleAtWallMs && monotonicMs < token.staleAtMonotonicMs

/** In the last third of its life: still good, and time to fetch the next one. */
export const isDueForRenewal = (token: Freshness, nowMs: number, monotonicMs: number): boolean =>
  nowMs >= token.renewAtWallMs || monotonicMs >= token.renewAtMonotonicMs

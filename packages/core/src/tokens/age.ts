/** Never more than this is kept in hand for the way to the app's backend, ms. */
const maxLeewayMs = 5_000

/** How a token ages, from the start of the request that brought it: a slow answer cannot stretch a life. */
export interface Aging {
  /** When it began, epoch ms. */
  readonly wallMs: number
  /** When it began, on the clock that is never set. */
  readonly monotonicMs: number
  /** From this age on it is too old to hand out. */
  readonly usableMs: number
  /** From this age on it is time to mint the next one. */
  readonly renewMs: number
}

export function agingOf(lifetimeMs: number, wallMs: number, monotonicMs: number): Aging {
  // A share of the life: a fixed leeway would swallow short ones whole.
  const usableMs = lifetimeMs - Math.min(lifetimeMs / 6, maxLeewayMs)
  return { wallMs, monotonicMs, usableMs, renewMs: Math.min(usableMs, (lifetimeMs * 2) / 3) }
}

/** The age by the clock that says more: sleep stops the monotonic one, a correction turns the wall clock back. */
export const ageOf = (token: Aging, nowMs: number, monotonicMs: number): number =>
  Math.max(nowMs - token.wallMs, monotonicMs - token.monotonicMs)

/** The longest leeway for the way to the app's backend, ms. */
const maxLeewayMs = 5_000
/** Tokens are dated in whole seconds, cut off: one ends up to this much earlier than its lifetime after its request, ms. */
const roundingMs = 1_000

/** How a token ages. Counts from the start of its request, so a slow answer does not extend its life. */
export interface Aging {
  /** When the request began, epoch ms. */
  readonly wallMs: number
  /** When the request began, on the monotonic clock. */
  readonly monotonicMs: number
  /** From this age on it is too old to use. */
  readonly usableMs: number
  /** From this age on it should be renewed. */
  readonly renewMs: number
}

export function agingOf(lifetimeMs: number, wallMs: number, monotonicMs: number): Aging {
  // A share of the lifetime: a fixed leeway could exceed a short one.
  const leewayMs = Math.min(Math.max(lifetimeMs / 6, roundingMs), maxLeewayMs)
  const usableMs = Math.max(0, lifetimeMs - leewayMs)
  return { wallMs, monotonicMs, usableMs, renewMs: Math.min(usableMs, (lifetimeMs * 2) / 3) }
}

/** The greater age of both clocks: sleep may stop the monotonic one, a correction may set the wall clock back. */
export const ageOf = (token: Aging, nowMs: number, monotonicMs: number): number =>
  Math.max(nowMs - token.wallMs, monotonicMs - token.monotonicMs)

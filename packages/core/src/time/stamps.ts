import type { Clock } from '../ports.js'

/** Orders events across the tabs of one machine. */
export interface Stamps {
  /** A stamp later than every one created or seen before. Close to epoch ms. */
  next(): number
  /**
   * Records a stamp of another tab.
   *
   * @returns false for one from the future: it was created before the clock was set back, so it orders nothing
   */
  see(stamp: number): boolean
  /** Whether a stamp was created since the clock was last set back. */
  isOfNow(stamp: number): boolean
}

/** Stamps created within one millisecond run ahead of the clock, and coarse clocks are not exact, by less than this, ms. */
const toleranceMs = 250

/**
 * A hybrid logical clock: it follows the wall clock, which all tabs share, and never goes back, unless the wall clock was
 * set back. Then all earlier stamps are void, and `onSetBack` is called before the next one is created.
 */
export function createStamps(clock: Clock, onSetBack: (firstStamp: number) => void): Stamps {
  let last = 0
  /** How far the wall clock was ahead of the monotonic one: it only grows, during sleep, unless the wall clock is set. */
  let leadMs = Number.NEGATIVE_INFINITY
  const noticeSetBack = () => {
    const nowMs = clock.now()
    const formerLeadMs = leadMs
    leadMs = nowMs - clock.monotonic()
    // Stamps of other tabs may run ahead by the same amount.
    const wasSetBack = formerLeadMs - leadMs >= toleranceMs || last - nowMs >= toleranceMs * 2
    if (wasSetBack) {
      last = nowMs
      onSetBack(nowMs)
    }
  }
  return {
    next() {
      noticeSetBack()
      last = Math.max(clock.now(), last + 1)
      return last
    },
    see(stamp) {
      noticeSetBack()
      if (stamp - clock.now() >= toleranceMs) return false
      last = Math.max(last, stamp)
      return true
    },
    isOfNow: (stamp) => stamp <= last,
  }
}

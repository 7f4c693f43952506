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

/** Stamps created within one millisecond run ahead of the clock by less than this, ms. */
const longestHasteMs = 500

/**
 * A hybrid logical clock: it follows the wall clock, which all tabs share, and never goes back, unless the wall clock was
 * set back. Then all earlier stamps are void, and `onSetBack` is called before the next one is created.
 */
export function createStamps(clock: Clock, onSetBack: (firstStamp: number) => void): Stamps {
  let last = 0
  const follow = () => {
    const nowMs = clock.now()
    // Stamps of other tabs may run ahead by the same amount.
    if (last - nowMs < longestHasteMs * 2) return Math.max(nowMs, last + 1)
    last = nowMs
    onSetBack(nowMs)
    return last + 1
  }
  return {
    next() {
      last = follow()
      return last
    },
    see(stamp) {
      last = follow()
      if (stamp - clock.now() >= longestHasteMs) return false
      last = Math.max(last, stamp)
      return true
    },
    isOfNow: (stamp) => stamp <= last,
  }
}

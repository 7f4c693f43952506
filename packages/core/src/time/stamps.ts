import type { Clock } from '../ports.js'

/** Tells earlier from later, across tabs of one machine. */
export interface Stamps {
  /** A stamp later than every one given or seen before. Near epoch ms. */
  next(): number
  /**
   * Takes note of a stamp from another tab.
   *
   * @returns false for one from the future: it was given before the clock was set back, and orders nothing
   */
  see(stamp: number): boolean
  /** Whether a stamp was given since the clock was last set back. */
  isOfNow(stamp: number): boolean
}

/** Stamps given within one millisecond run ahead of the clock by less than this, ms. */
const longestHasteMs = 500

/**
 * A hybrid logical clock: it follows the wall clock, which all tabs share, and never goes back, unless the wall clock was
 * set back. Then all stamps given before are void, and `onSetBack` is called before the next one is given.
 */
export function createStamps(clock: Clock, onSetBack: (firstStamp: number) => void): Stamps {
  let last = 0
  const follow = () => {
    const nowMs = clock.now()
    // Those of other tabs may run ahead by as much again.
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

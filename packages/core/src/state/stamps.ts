import type { Clock, Stamps } from '../ports.js'

/** A hybrid logical clock: it follows the wall clock and never goes back with it. */
export function createStamps(clock: Clock): Stamps {
  let last = 0
  return {
    next() {
      last = Math.max(clock.now(), last + 1)
      return last
    },
    see(stamp) {
      last = Math.max(last, stamp)
    },
  }
}

import type { Clock } from '../ports.js'

/** Tells earlier from later, across tabs and although wall clocks jump: a hybrid logical clock. */
export interface Stamps {
  /** A stamp later than every one given or seen before. Near epoch ms. */
  next(): number
  /** Takes note of a stamp from another tab. */
  see(stamp: number): void
}

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

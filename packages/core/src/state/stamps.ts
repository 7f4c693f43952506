import type { Clock, Stamps } from '../ports.js'

/** A hybrid logical clock: the furthest any tab was ahead by the wall clock, going on by the one that never jumps. */
export function createStamps(clock: Clock): Stamps {
  let originMs = 0
  let last = 0
  const see = (stamp: number) => {
    originMs = Math.max(originMs, stamp - clock.monotonic())
  }
  return {
    next() {
      see(clock.now())
      last = Math.max(originMs + clock.monotonic(), last + 1)
      return last
    },
    see(stamp) {
      see(stamp)
      last = Math.max(last, stamp)
    },
  }
}

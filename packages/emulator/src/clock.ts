/** Where the emulator takes its time from. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface AdjustableClock extends Clock {
  /** Moves the emulator's time forward (or back, with a negative number), on top of the clock it was given. */
  advance(ms: number): void
}

export function createAdjustableClock(base: Clock = { now: () => Date.now() }): AdjustableClock {
  let offsetMs = 0
  return {
    now: () => base.now() + offsetMs,
    advance(ms) {
      offsetMs += ms
    },
  }
}

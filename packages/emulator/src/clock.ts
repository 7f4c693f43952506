/** The emulator's source of time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface AdjustableClock extends Clock {
  /**
   * Moves the emulator's time forward (or back, with a negative number), on top of the clock it was given.
   *
   * @throws {RangeError} when the time would be outside the years 1 to 9999, the range of RFC 3339
   */
  advance(ms: number): void
  /** How far it was moved. */
  offsetMs(): number
}

const earliestMs = Date.parse('0001-01-01T00:00:00Z')
const latestMs = Date.parse('9999-01-01T00:00:00Z')

export function createAdjustableClock(base: Clock = { now: () => Date.now() }): AdjustableClock {
  let offsetMs = 0
  return {
    now: () => base.now() + offsetMs,
    offsetMs: () => offsetMs,
    advance(ms) {
      const next = base.now() + offsetMs + ms
      if (!(next >= earliestMs && next <= latestMs)) throw new RangeError('The clock cannot be moved that far')
      offsetMs += ms
    },
  }
}

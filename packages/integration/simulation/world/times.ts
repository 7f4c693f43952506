import type { Timeline } from './timeline.js'

/** The three clocks of a run. */
export interface Times {
  /** The machine's wall clock, epoch ms. */
  wall(): number
  /** The server's clock, epoch ms. */
  server(): number
  /** Sets the machine's clock. */
  setWall(byMs: number): void
  sinceWallWasSetMs(): number
  /** Simulates a sleeping machine: its monotonic clock and its timers stop. */
  sleep(ms: number): void
  /** How far the wall clock is ahead of the server's. */
  wallAheadMs(): number
}

const startMs = Date.UTC(2026, 9, 1, 12)

/** `skewMs`: how far the wall clock is ahead at the start. */
export function createTimes(timeline: Pick<Timeline, 'now'>, skewMs: number): Times {
  let wallOffsetMs = skewMs
  let sleptMs = 0
  let wallSetAtMs = Number.NEGATIVE_INFINITY
  const server = () => startMs + timeline.now() + sleptMs
  return {
    server,
    wall: () => server() + wallOffsetMs,
    wallAheadMs: () => wallOffsetMs,
    sinceWallWasSetMs: () => timeline.now() - wallSetAtMs,
    setWall(byMs) {
      wallSetAtMs = timeline.now()
      wallOffsetMs += byMs
    },
    sleep(ms) {
      sleptMs += ms
    },
  }
}

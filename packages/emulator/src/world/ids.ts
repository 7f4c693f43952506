import type { Clock } from '../clock'

/** Generates ids like the server's: decimal strings of 64-bit integers, too large for a JavaScript number. */
export interface IdSource {
  next(): string
  /** Restarts at the first id of a seed, so that seeded entities keep their ids across resets. */
  rewindForSeed(): void
  /** Continues after the last live id, so that a token from before a reset never refers to a new row. */
  resumeLive(): void
  /** The next live id, to save it. */
  nextLive(): string
  /** Continues well after a saved id: those given out since it was saved must not be given out again. */
  resumeAfter(nextLive: string): void
}

/** The source of a new row's id and times. */
export interface RowSource {
  readonly clock: Clock
  readonly ids: IdSource
}

// Neighbouring ids round to the same double, so code that parses ids as numbers fails at once.
const firstSeedId = 7_290_000_000_000_000_001n
const firstLiveId = 7_290_000_001_000_000_001n
const unsavedIds = 1_000_000n

export function createIdSource(): IdSource {
  let seedId = firstSeedId
  let liveId = firstLiveId
  let seeding = false
  return {
    next: () => String(seeding ? seedId++ : liveId++),
    rewindForSeed() {
      seeding = true
      seedId = firstSeedId
    },
    resumeLive() {
      seeding = false
    },
    nextLive: () => String(liveId),
    resumeAfter(nextLive) {
      liveId = BigInt(nextLive) + unsavedIds
    },
  }
}

import type { Clock } from '../clock'

/** Gives out ids like the server's: decimal strings of 64 bits, too large for a JavaScript number. */
export interface IdSource {
  next(): string
  /** Makes the next ids the ones a fresh seed gets, so that seeded entities keep their ids across resets. */
  rewindForSeed(): void
  /** Goes on where live ids were left: a token of before a reset must never name something new. */
  resumeLive(): void
}

/** Where a new row has its id and its times from. */
export interface RowSource {
  readonly clock: Clock
  readonly ids: IdSource
}

// Neighbours are equal once rounded to a double, so whoever parses ids as numbers is found out at once.
const firstSeedId = 7_290_000_000_000_000_001n
const firstLiveId = 7_290_000_001_000_000_001n

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
  }
}

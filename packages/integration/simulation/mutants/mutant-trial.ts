import { pastHistories } from '../play/past-histories.js'
import { replay } from '../play/replay.js'
import { searchHistories } from '../play/search.js'

/** Plays histories on the core in CORE_SOURCES, and reports the first failure to the parent process. */
async function firstFailure(): Promise<string | undefined> {
  for (const history of Object.values(pastHistories)) {
    const [violation] = (await replay(...history)).violations
    if (violation) return `${violation.invariant}: ${violation.what}`
  }
  return (await searchHistories({ seed: 20_261_001, count: 3_000, atMostMs: 90_000 })).failure
}

process.send?.({ failure: await firstFailure() })
process.disconnect?.()

import fc from 'fast-check'
import { sequences } from '../steps/sequences.js'
import type { Sequence } from '../steps/steps.js'
import { play } from './play.js'
import { replayCode } from './replay.js'

interface Search {
  /** The same seed gives the same histories. */
  readonly seed: number
  /** Number of histories to play. */
  readonly count: number
  /** Stops searching, or shortening a failure, after this real time. */
  readonly atMostMs: number
  /** Called before each history is played. */
  readonly onPlay?: (sequence: Sequence) => void
}

interface SearchResult {
  readonly played: number
  /** The broken invariant, with the code that replays the shortest history found. */
  readonly failure: string | undefined
}

const mostSteps = 25

/** Plays random histories until one breaks an invariant, and shortens it. */
export async function searchHistories({ seed, count, atMostMs, onPlay }: Search): Promise<SearchResult> {
  const keepsItsPromises = fc.asyncProperty(sequences(mostSteps), async (sequence) => {
    onPlay?.(sequence)
    const { violations } = await play(sequence)
    for (const { invariant, what } of violations) throw new Error(`${invariant}: ${what}`)
  })
  const options = { seed, numRuns: count, interruptAfterTimeLimit: atMostMs }
  const { failed, counterexample, errorInstance, numRuns } = await fc.check(keepsItsPromises, options)
  const [smallest] = counterexample ?? []
  return {
    played: numRuns,
    failure: failed && smallest ? `${(errorInstance as Error).message}\n${replayCode(smallest)}` : undefined,
  }
}

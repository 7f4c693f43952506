/** @module-tag long */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { histories } from './history.js'
import { play } from './play.js'

/** `FLOWS_RUNS` plays as many histories as one wants, from `FLOWS_SEED` on; `FLOWS_PATH` goes straight to one of them. */
const { FLOWS_RUNS, FLOWS_SEED, FLOWS_PATH } = process.env

const seed = Number(FLOWS_SEED ?? 20_261_121)
const longestMs = 5_000

test(
  'whatever happens, a flow shows what the server knows, sends what it is told to and tells no secret',
  async () => {
    const property = fc.asyncProperty(histories, async (history) => {
      const { complaints, trace } = await play(history)
      expect(complaints, trace.join('\n')).toEqual([])
    })
    await fc.assert(property, {
      seed,
      ...(FLOWS_PATH && { path: FLOWS_PATH, endOnFailure: true }),
      ...(FLOWS_RUNS ? { numRuns: Number(FLOWS_RUNS) } : { numRuns: 1_000, interruptAfterTimeLimit: longestMs }),
    })
  },
  FLOWS_RUNS ? 24 * 3_600_000 : 60_000,
)

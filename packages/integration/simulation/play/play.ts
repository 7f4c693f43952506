import type { Sequence } from '../steps/steps.js'
import type { Violation } from '../witness/violation.js'
import { createRun } from './run.js'

export interface Outcome {
  /** All events, one line each; the same sequence gives the same trace. */
  readonly trace: readonly string[]
  readonly violations: readonly Violation[]
}

/** Longer than any backoff, and than any bound of a call made after faults have ended. */
const healingMs = 300_000

/** Plays a sequence from the first step until nothing is pending. */
export async function play({ seed, setting, steps }: Sequence): Promise<Outcome> {
  const run = await createRun({ seed, setting, lists: true })
  const { violations } = run.witness
  try {
    for (let count = 0; count < setting.tabs; count++) run.open({})
    await run.pass(1_000)
    for (const step of steps) {
      await run.perform(step)
      if (violations.length > 0) return { trace: run.lines, violations }
    }
    await run.end(healingMs)
    return { trace: run.lines, violations }
  } finally {
    run.close()
  }
}

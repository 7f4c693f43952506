import fc from 'fast-check'
import { sequences } from '../steps/sequences.js'
import type { Sequence } from '../steps/steps.js'
import { replayCode } from './replay.js'
import { firstBreach, shorten } from './shorten.js'

/**
 * Plays histories for SURVEY_SECONDS (default 60) from SURVEY_SEED (default 1) on, and prints how often each invariant is
 * the first to break, with a history that breaks it, shortened for SURVEY_SHORTEN_SECONDS each (default 10).
 */
const seconds = Number(process.env.SURVEY_SECONDS ?? 60)
const shortenSeconds = Number(process.env.SURVEY_SHORTEN_SECONDS ?? 10)
/** Skips histories whose code matches, for failures that are known already. */
const skipped = process.env.SURVEY_SKIP ? new RegExp(process.env.SURVEY_SKIP) : undefined
const firstSeed = Number(process.env.SURVEY_SEED ?? 1)
const endMs = Date.now() + seconds * 1_000
const mostSteps = 25
const perSeed = 200

interface Finding {
  readonly sequence: Sequence
  readonly times: number
}

const findings = new Map<string, Finding>()
let played = 0

const note = (kind: string, sequence: Sequence) => {
  const known = findings.get(kind)
  const isShorter = !known || sequence.steps.length < known.sequence.steps.length
  findings.set(kind, { ...(isShorter ? { sequence } : known), times: (known?.times ?? 0) + 1 })
}

for (let seed = firstSeed; Date.now() < endMs; seed++) {
  for (const sequence of fc.sample(sequences(mostSteps), { seed, numRuns: perSeed })) {
    if (Date.now() >= endMs) break
    if (skipped?.test(replayCode(sequence))) continue
    played++
    const breach = await firstBreach(sequence)
    if (breach) note(breach.kind, sequence)
  }
}

console.log(`${played} histories in ${seconds} s`)
for (const [kind, { sequence, times }] of [...findings].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const short = await shorten(sequence, kind, shortenSeconds * 1_000)
  const { what } = (await firstBreach(short)) ?? { what: '' }
  console.log(`\n${times} × ${kind}\n${what}\n${replayCode(short)}`)
}

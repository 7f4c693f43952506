import fc from 'fast-check'
import { expect, it } from 'vitest'
import { play } from '../../simulation/play/play.js'
import { replay, replayCode } from '../../simulation/play/replay.js'
import { sequences } from '../../simulation/steps/sequences.js'

it('plays a sequence twice in the same way', async () => {
  for (const sequence of fc.sample(sequences(20), { numRuns: 5, seed: 7 })) {
    const { trace } = await play(sequence)
    expect(trace.length).toBeGreaterThan(0)
    expect((await replay(sequence.seed, sequence.setting, ...sequence.steps)).trace).toEqual(trace)
  }
})

it('prints a sequence as code that plays it again', () => {
  const code = replayCode({
    seed: 3,
    setting: { tabs: 2 },
    steps: [{ do: 'token', tab: 1, force: true }, { do: 'offline' }],
  })
  expect(code).toBe(`await replay(
  3,
  2,
  { do: 'token', tab: 1, force: true },
  { do: 'offline' },
)`)
})

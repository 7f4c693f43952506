import { type Outcome, play } from './play.js'
import type { Sequence, Step } from './steps.js'

/** Plays a sequence that was printed by {@link replayCode}. */
export const replay = (seed: number, tabs: number, ...steps: readonly Step[]): Promise<Outcome> =>
  play({ seed, tabs, steps })

/** The sequence as code that plays it again. */
export function replayCode({ seed, tabs, steps }: Sequence): string {
  const lines = [seed, tabs, ...steps.map(stepCode)].map((argument) => `  ${argument},`)
  return ['await replay(', ...lines, ')'].join('\n')
}

const stepCode = (step: Step): string =>
  `{ ${Object.entries(step)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? `'${value}'` : value}`)
    .join(', ')} }`

import type { Sequence, Step } from '../steps/steps.js'
import type { Setting } from '../world/setting.js'
import { type Outcome, play } from './play.js'

/** Plays a sequence that {@link replayCode} printed. A number means a default setting with this many tabs. */
export const replay = (seed: number, setting: number | Setting, ...steps: readonly Step[]): Promise<Outcome> =>
  play({ seed, setting: typeof setting === 'number' ? { tabs: setting } : setting, steps })

/** The code that replays a sequence. */
export function replayCode({ seed, setting, steps }: Sequence): string {
  const isCalm = Object.keys(setting).length === 1
  const lines = [seed, isCalm ? setting.tabs : codeOf(setting), ...steps.map(codeOf)].map((one) => `  ${one},`)
  return ['await replay(', ...lines, ')'].join('\n')
}

const codeOf = (record: object): string =>
  `{ ${Object.entries(record)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? `'${value}'` : value}`)
    .join(', ')} }`

import type { Sequence } from '../steps/steps.js'
import { explore } from './explore.js'
import { searchHistories } from './search.js'
import { bigWorlds } from './worlds.js'

/** The messages from the playing process to the watching one. */
export type SoakNews =
  /** Also sent while a failing history is shortened. */
  | { readonly playing: Sequence | string }
  | { readonly explored: string; readonly failure: string | undefined }
  | { readonly seed: number; readonly failure: string | undefined; readonly done: boolean }

export interface SoakOrder {
  readonly seed: number
  readonly seconds: number
  /** Plays big worlds first, each for a share of the time. */
  readonly explores: boolean
}

const historiesPerSeed = 200
const shareOfWorld = 0.05

const tell = (news: SoakNews) => process.send?.(news)

process.once('message', async ({ seed: firstSeed, seconds, explores }: SoakOrder) => {
  const endMs = Date.now() + seconds * 1_000
  for (const world of explores ? bigWorlds : []) {
    const { name } = world
    const found = await explore(world, seconds * 1_000 * shareOfWorld, () => tell({ playing: name }))
    const extent = found.isComplete ? 'all' : 'not all'
    tell({ explored: `${found.interleavings} orders, ${extent}, when ${name}`, failure: found.failure })
  }
  for (let seed = firstSeed; ; seed++) {
    const { failure } = await searchHistories({
      seed,
      count: historiesPerSeed,
      atMostMs: Math.max(1, endMs - Date.now()),
      onPlay: (playing) => tell({ playing }),
    })
    const done = Date.now() >= endMs
    tell({ seed, failure, done })
    if (done) return
  }
})

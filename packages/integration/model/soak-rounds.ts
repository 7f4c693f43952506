import { searchHistories } from './search.js'
import type { Sequence } from './steps.js'

/** What the process that plays tells the one that watches it. */
export type SoakNews =
  /** Also while a failing history is made smaller. */
  | { readonly playing: Sequence }
  | { readonly seed: number; readonly failure: string | undefined; readonly done: boolean }

const historiesPerSeed = 200

const tell = (news: SoakNews) => process.send?.(news)

process.once('message', async ({ seed: firstSeed, seconds }: { seed: number; seconds: number }) => {
  const endMs = Date.now() + seconds * 1_000
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

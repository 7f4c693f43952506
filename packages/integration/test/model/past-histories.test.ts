import { expect, it } from 'vitest'
import { pastHistories } from '../../model/past-histories.js'
import { replay } from '../../model/replay.js'

for (const [name, history] of Object.entries(pastHistories)) {
  it(name, async () => {
    expect((await replay(...history)).violations).toEqual([])
  })
}

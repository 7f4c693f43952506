/** @module-tag long */

import { expect, it } from 'vitest'
import { pastHistories } from '../../simulation/play/past-histories.js'
import { replay } from '../../simulation/play/replay.js'

for (const [name, history] of Object.entries(pastHistories)) {
  it(name, async () => {
    expect((await replay(...history)).violations).toEqual([])
  })
}

/** @module-tag long */

import { expect, it } from 'vitest'
import { explore } from '../../simulation/play/explore.js'
import { smallWorlds } from '../../simulation/play/worlds.js'

const atMostMs = 90_000

for (const world of smallWorlds) {
  it(
    `keeps every promise in all orders when ${world.name}`,
    async () => {
      const { failure, interleavings, isComplete } = await explore(world, atMostMs)
      expect(failure).toBeUndefined()
      expect(isComplete).toBe(true)
      console.log(`${interleavings} orders when ${world.name}`)
    },
    atMostMs + 10_000,
  )
}

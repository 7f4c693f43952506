/** @module-tag long */

import { expect, it } from 'vitest'
import { searchHistories } from '../../simulation/play/search.js'

const seed = 20_261_001
const count = 300
const atMostMs = 10_000

it('keeps every promise through random histories of tabs, faults and clocks', async () => {
  const { failure, played } = await searchHistories({ seed, count, atMostMs })
  expect(failure).toBeUndefined()
  expect(played).toBeGreaterThan(0)
}, 60_000)

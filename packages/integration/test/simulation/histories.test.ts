/** @module-tag long */

import { expect, it } from 'vitest'
import { searchHistories } from '../../simulation/play/search.js'

/** The same histories on every machine; `pnpm soak` plays others. */
const seed = 20_261_001
const count = 200
const atMostMs = 85_000

it('keeps every promise through random histories of tabs, faults and clocks', async () => {
  const { failure, played } = await searchHistories({ seed, count, atMostMs })
  expect(failure).toBeUndefined()
  expect(played).toBe(count)
}, 90_000)

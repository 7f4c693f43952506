import { expect, test } from 'vitest'
import { countMints } from '../../src/counts/ten-tabs.js'

test.each([false, true])('ten tabs mint as often as one, reading together %s', async (together) => {
  const one = await countMints({ tabs: 1, visible: 1 })
  const ten = await countMints({ tabs: 10, visible: 1, together })
  expect(one.mints).toBe(12)
  expect(ten.mints).toBe(one.mints)
})

test('ten hidden tabs renew no token early', async () => {
  expect(await countMints({ tabs: 10, visible: 0, together: true })).toEqual({ mints: 10, perLifetime: 1 })
})

test.each([false, true])(
  'ten tabs that are all seen mint no more often than a token falls due for renewal, reading together %s',
  async (together) => {
    const { mints } = await countMints({ tabs: 10, visible: 10, together })
    // Ten lifetimes of 30 s, each token renewed after 20.
    expect(mints).toBeLessThanOrEqual(15)
  },
)

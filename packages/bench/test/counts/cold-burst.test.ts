import { expect, test } from 'vitest'
import { countColdBurst } from '../../src/counts/cold-burst.js'
import { minting } from '../../src/world/browser.js'

test.each([false, true])(
  'ten thousand cold calls ask for the session once and mint once, firstToken %s',
  async (firstToken) => {
    const { requests, differentTokens } = await countColdBurst({ firstToken })
    expect(requests).toEqual({ 'GET /session': 1, [minting]: 1 })
    expect(differentTokens).toBe(1)
  },
)

import { expect, test } from 'vitest'
import { countIdleHour, countPollingHour } from '../../src/counts/idle-hour.js'

test('ten idle tabs ask at most a tenth of what a client asks that polls in each', async () => {
  const polling = await countPollingHour()
  const idle = await countIdleHour()
  expect(polling.total).toBe(1_200)
  expect(idle.total).toBeLessThanOrEqual(polling.total / 10)
  expect(Object.keys(idle.requests)).toEqual(['GET /session'])
})

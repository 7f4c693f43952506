import { expect, test } from 'vitest'
import { countNotifications } from '../../src/counts/notifications.js'

test('a retrieval that brings nothing new notifies none of a thousand listeners, a switch each of them once', async () => {
  expect(await countNotifications()).toEqual({ ofUnchanged: 0, ofSwitch: 1_000 })
})

import { expect, test } from 'vitest'
import { createOutbox } from '../../src/tabs/outbox.js'

test('an outbox gives its facts to whatever carries them, and drops them where nothing does', () => {
  const { publish, subscribe } = createOutbox()
  const carried: unknown[] = []
  publish({ type: 'minting', template: 'lost' })
  const stop = subscribe((fact) => carried.push(fact))
  publish({ type: 'minting', template: '' })
  stop()
  publish({ type: 'minting', template: 'late' })
  expect(carried).toEqual([{ type: 'minting', template: '' }])
})

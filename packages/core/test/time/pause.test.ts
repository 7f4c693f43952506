import { expect, test } from 'vitest'
import { pause } from '../../src/time/pause.js'
import { clock, follow, freezeTime, pass } from '../set-up.js'

const setUpPause = ({ aborted = false } = {}) => {
  freezeTime()
  const controller = new AbortController()
  if (aborted) controller.abort()
  return { controller, outcome: follow(pause(clock, 100, controller.signal)) }
}

test('a pause lasts as long as asked', async () => {
  const { outcome } = setUpPause()
  await pass(99)
  expect(outcome.settled).toBe(false)
  await pass(1)
  expect(outcome.settled).toBe(true)
})

test('a pause ends when its caller gives up, before it or meanwhile', async () => {
  const early = setUpPause({ aborted: true })
  await pass()
  expect(early.outcome.settled).toBe(true)
  const { controller, outcome } = setUpPause()
  await pass(50)
  controller.abort()
  await pass()
  expect(outcome.settled).toBe(true)
})

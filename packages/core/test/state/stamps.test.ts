import { expect, test, vi } from 'vitest'
import { createStamps } from '../../src/state/stamps.js'
import { clock, freezeTime, pass, startMs } from '../set-up.js'

test('stamps follow the clock, and each is later than the last', async () => {
  freezeTime()
  const stamps = createStamps(clock)
  expect([stamps.next(), stamps.next(), stamps.next()]).toEqual([startMs, startMs + 1, startMs + 2])
  await pass(1_000)
  expect(stamps.next()).toBe(startMs + 1_000)
})

test('stamps do not go back with the clock', () => {
  freezeTime()
  const stamps = createStamps(clock)
  stamps.next()
  vi.setSystemTime(startMs - 86_400_000)
  expect(stamps.next()).toBe(startMs + 1)
})

test('a stamp is later than every one seen', () => {
  freezeTime()
  const stamps = createStamps(clock)
  stamps.see(startMs + 5_000)
  stamps.see(startMs + 1_000)
  expect(stamps.next()).toBe(startMs + 5_001)
})

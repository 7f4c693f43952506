import { describe, expect, test, vi } from 'vitest'
import { createServerClock } from '../../src/state/server-clock.js'
import { clock, freezeTime, startMs } from '../set-up.js'

function setUpServerClock() {
  freezeTime()
  return createServerClock(clock)
}

describe('the time of the server', () => {
  test('is ours until it is known better', () => {
    const server = setUpServerClock()
    expect(server.now()).toBe(startMs)
    expect(server.now(5)).toBe(5)
  })

  test.each([
    ['issued while its request ran', 1_000, 0, 2_000, 0],
    ['issued within the second its request began in, cut', 0, 999, 999, 0],
    ['issued a whole second earlier, cut', 0, 1_000, 1_000, 0],
    ['issued before its request by our clock', 0, 61_000, 62_000, -60_000],
    ['issued after its request by our clock', 62_000, 0, 2_000, 60_000],
  ])('is corrected by a token %s', (_, issuedAtMs, startedAtMs, endedAtMs, skewMs) => {
    const server = setUpServerClock()
    server.learn(issuedAtMs, startedAtMs, endedAtMs)
    expect(server.now(0)).toBe(skewMs)
    expect(server.now()).toBe(startMs + skewMs)
  })

  test('is forgotten when a later token shows that clocks agree', () => {
    const server = setUpServerClock()
    server.learn(62_000, 0, 2_000)
    server.learn(1_000, 0, 2_000)
    expect(server.now(0)).toBe(0)
  })
})

describe('an end that the server does not consider past', () => {
  test('is two seconds ahead, and four when that was wrong too', () => {
    const server = setUpServerClock()
    server.notYet(startMs - 3_600_000)
    expect(server.now()).toBe(startMs - 3_600_000 - 2_000)
    vi.setSystemTime(startMs + 2_000)
    server.notYet(startMs - 3_600_000)
    expect(server.now()).toBe(startMs - 3_600_000 - 4_000)
  })

  test('is sure of itself from a token on, until the server contradicts', () => {
    const server = setUpServerClock()
    expect(server.isSure()).toBe(false)
    server.learn(startMs, startMs, startMs)
    expect(server.isSure()).toBe(true)
    server.notYet(startMs)
    expect(server.isSure()).toBe(false)
  })

  test('that is ahead anyway teaches nothing', () => {
    const server = setUpServerClock()
    server.notYet(startMs + 1)
    expect(server.now()).toBe(startMs)
    server.notYet(Number.POSITIVE_INFINITY)
    expect(server.now()).toBe(startMs)
  })
})

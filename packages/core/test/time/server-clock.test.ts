import { describe, expect, test, vi } from 'vitest'
import { createServerClock } from '../../src/time/server-clock.js'
import { clock, dayMs, freezeTime, pass, sleep, startMs } from '../set-up.js'

const hourMs = 3_600_000

function setUpServerClock() {
  freezeTime()
  const server = createServerClock(clock)
  /** A token whose request takes no time, issued this far from our wall clock. */
  const learn = (aheadMs = 0) => server.learn(Date.now() + aheadMs, Date.now(), Date.now())
  return { server, learn }
}

describe('the time of the server', () => {
  test('is ours until it is known better', () => {
    const { server } = setUpServerClock()
    expect(server.now()).toBe(startMs)
    expect(server.at(5)).toBe(5)
    expect(server.atLeast()).toBe(Number.NEGATIVE_INFINITY)
  })

  test.each([
    ['issued while its request ran', 1_000, 0, 2_000, 0],
    ['issued within the second its request began in, cut', 1, 1_000, 1_000, 0],
    ['issued a whole second earlier, cut', 1_000, 2_000, 2_000, 0],
    ['issued before its request by our clock', 1_000, 62_000, 63_000, -60_000],
    ['issued after its request by our clock', 62_000, 0, 2_000, 60_000],
    ['issued years ago by our clock', 1_000, 1_000 * dayMs + 2_000, 1_000 * dayMs + 2_000, -1_000 * dayMs],
  ])('is corrected by a token %s', (_, issuedAtMs, startedAtMs, endedAtMs, skewMs) => {
    const { server } = setUpServerClock()
    server.learn(issuedAtMs, startedAtMs, endedAtMs)
    expect(server.at(0)).toBe(skewMs)
    expect(server.now()).toBe(startMs + skewMs)
    expect(server.atLeast()).toBe(issuedAtMs)
  })

  test('is unlearned when a later token shows that clocks agree', () => {
    const { server, learn } = setUpServerClock()
    learn(hourMs)
    expect(server.now()).toBe(startMs + hourMs)
    learn(0)
    expect(server.at(0)).toBe(0)
    expect(server.now()).toBe(startMs)
  })

  test.each([0, -1, Number.NaN])('is not learned from a token issued at %d', (issuedAtMs) => {
    const { server, learn } = setUpServerClock()
    learn(hourMs)
    server.learn(issuedAtMs, startMs, startMs)
    expect(server.now()).toBe(startMs + hourMs)
    expect(server.atLeast()).toBe(startMs + hourMs)
  })

  test('goes on with ours', async () => {
    const { server, learn } = setUpServerClock()
    learn(hourMs)
    await pass(5_000)
    expect(server.now()).toBe(startMs + hourMs + 5_000)
    expect(server.atLeast()).toBe(startMs + hourMs + 5_000)
  })
})

describe('a wall clock that is set', () => {
  test('back does not turn back what a token taught', async () => {
    const { server, learn } = setUpServerClock()
    learn()
    await pass(5_000)
    vi.setSystemTime(startMs - dayMs)
    expect(server.now()).toBe(startMs + 5_000)
    expect(server.atLeast()).toBe(startMs + 5_000)
    expect(server.at(Date.now())).toBe(startMs - dayMs)
  })

  test('back is followed where no token taught better', () => {
    const { server } = setUpServerClock()
    vi.setSystemTime(startMs - dayMs)
    expect(server.now()).toBe(startMs - dayMs)
  })

  test('forward is a guess, and no lower bound', () => {
    const { server, learn } = setUpServerClock()
    learn()
    vi.setSystemTime(startMs + dayMs)
    expect(server.now()).toBe(startMs + dayMs)
    expect(server.atLeast()).toBe(startMs)
  })

  test('is corrected by the next token', () => {
    const { server, learn } = setUpServerClock()
    learn()
    vi.setSystemTime(startMs + dayMs)
    learn(-dayMs - 1_000)
    expect(server.now()).toBe(startMs)
    vi.setSystemTime(startMs)
    learn()
    expect(server.at(0)).toBe(0)
  })

  test('goes on while the machine sleeps, and the lower bound stands still', () => {
    const { server, learn } = setUpServerClock()
    learn()
    sleep(hourMs)
    expect(server.now()).toBe(startMs + hourMs)
    expect(server.atLeast()).toBe(startMs)
  })
})

describe('a lower bound that the server contradicts', () => {
  test('is unlearned, and our own clock counts again', () => {
    const { server, learn } = setUpServerClock()
    learn(hourMs)
    server.forget()
    expect(server.atLeast()).toBe(Number.NEGATIVE_INFINITY)
    expect(server.now()).toBe(startMs + hourMs)
    vi.setSystemTime(startMs - dayMs)
    expect(server.now()).toBe(startMs - dayMs + hourMs)
  })

  test('is learned again from the next token', () => {
    const { server, learn } = setUpServerClock()
    server.forget()
    learn()
    expect(server.atLeast()).toBe(startMs)
  })
})

describe('an end that the server does not consider past', () => {
  const endMs = startMs - hourMs

  test('is assumed two seconds ahead, and ever further when that was wrong too, half a minute at most', () => {
    const { server } = setUpServerClock()
    for (const doubtMs of [2_000, 4_000, 8_000, 16_000, 32_000, 32_000]) {
      server.notYet(endMs)
      expect(server.now()).toBe(endMs - doubtMs)
      // Time passes until it seems over again.
      vi.setSystemTime(Date.now() + doubtMs)
      expect(server.now()).toBe(endMs)
    }
  })

  test('takes back a lower bound that says otherwise', () => {
    const { server, learn } = setUpServerClock()
    learn()
    server.notYet(endMs)
    expect(server.atLeast()).toBe(Number.NEGATIVE_INFINITY)
    expect(server.now()).toBe(endMs - 2_000)
  })

  test('leaves a lower bound before it as it is', () => {
    const { server, learn } = setUpServerClock()
    learn()
    sleep(hourMs)
    server.notYet(startMs + hourMs)
    expect(server.atLeast()).toBe(startMs)
    expect(server.now()).toBe(startMs + hourMs - 2_000)
  })

  test('that is ahead anyway teaches nothing', () => {
    const { server } = setUpServerClock()
    server.notYet(startMs + 1)
    expect(server.now()).toBe(startMs)
    server.notYet(Number.POSITIVE_INFINITY)
    expect(server.now()).toBe(startMs)
  })
})

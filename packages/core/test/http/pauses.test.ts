import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { SessionError } from '../../src/errors.js'
import { createPauses } from '../../src/http/pauses.js'
import type { SharedFact } from '../../src/model/tab-message.js'
import { clock, follow, freezeTime, minuteMs, pass, setUp, startMs } from '../set-up.js'

/** Rests without chance in them, unless one is told. */
function setUpPauses(random = 0) {
  freezeTime()
  const chance = vi.spyOn(Math, 'random').mockReturnValue(random)
  onTestFinished(() => chance.mockRestore())
  const told: SharedFact[] = []
  const pauses = createPauses({ clock, tell: (fact) => told.push(fact) })
  const isResting = (path = 'session') => {
    try {
      pauses.guard(path)
      return false
    } catch {
      return true
    }
  }
  return { pauses, told, isResting }
}

const offline = () => new SessionError('offline', 'No network')
const limited = (retryAfterMs?: number) => new SessionError('rate-limited', 'Too many', { status: 429, retryAfterMs })

describe('a path that failed', () => {
  test('rests for a second, and ever longer as it goes on failing', async () => {
    const { pauses, isResting } = setUpPauses()
    for (const ms of [1_000, 4_000, 16_000, 60_000, 60_000]) {
      expect(pauses.failed('session', offline()).retryAfterMs).toBe(ms)
      await pass(ms - 1)
      expect(isResting()).toBe(true)
      await pass(1)
      expect(isResting()).toBe(false)
    }
  })

  test('rests alone', () => {
    const { pauses, isResting } = setUpPauses()
    pauses.failed('session', offline())
    expect([isResting('session'), isResting('deployment')]).toEqual([true, false])
  })

  test('throws what it failed with, and the time that is left', async () => {
    const { pauses } = setUpPauses()
    pauses.failed('session', new SessionError('server-error', 'Broken', { status: 500, data: 1 }))
    await pass(400)
    expect(() => pauses.guard('session')).toThrow(
      expect.objectContaining({ code: 'server-error', status: 500, data: 1, retryAfterMs: 600 }),
    )
  })

  test('is forgiven as soon as any request succeeds', () => {
    const { pauses, isResting } = setUpPauses()
    pauses.failed('session', offline())
    pauses.succeeded()
    expect(isResting()).toBe(false)
    expect(pauses.failed('session', offline()).retryAfterMs).toBe(1_000)
  })

  test('does not rest for longer than any rest when the clock is set back', () => {
    const { pauses, isResting } = setUpPauses()
    pauses.failed('session', offline())
    vi.setSystemTime(startMs - 3_600_000)
    expect(isResting()).toBe(false)
  })

  test('comes back at a time of its own, at most a quarter later', () => {
    expect(setUpPauses(0.5).pauses.failed('session', offline()).retryAfterMs).toBe(1_125)
    expect(setUpPauses(1).pauses.failed('session', offline()).retryAfterMs).toBe(1_250)
  })
})

describe('a path the server closed', () => {
  test('rests as long as the server says', () => {
    expect(setUpPauses().pauses.failed('session', limited(17_000)).retryAfterMs).toBe(17_000)
  })

  test.each([
    { secondOfMinute: 0, ms: 75_000 },
    { secondOfMinute: 30, ms: 45_000 },
    { secondOfMinute: 59, ms: 16_000 },
  ])(
    'rests $ms ms from second $secondOfMinute when it does not say: past the minute by any clock',
    ({ secondOfMinute, ms }) => {
      const { pauses } = setUpPauses()
      vi.setSystemTime(startMs + secondOfMinute * 1_000)
      expect(pauses.failed('session', limited()).retryAfterMs).toBe(ms)
    },
  )

  test('rests on although other requests succeed', () => {
    const { pauses, isResting } = setUpPauses()
    pauses.failed('session', limited(17_000))
    pauses.succeeded()
    expect(isResting()).toBe(true)
  })

  test('is told to other tabs; one that only failed is not', () => {
    const { pauses, told } = setUpPauses()
    pauses.failed('deployment', offline())
    pauses.failed('session', limited(17_000))
    expect(told).toEqual([{ type: 'resting', path: 'session', untilMs: startMs + 17_000 }])
  })

  test('for another tab rests here too', async () => {
    const { pauses, isResting, told } = setUpPauses()
    pauses.adopt('session', startMs + 17_000)
    expect(() => pauses.guard('session')).toThrow(expect.objectContaining({ code: 'rate-limited' }))
    await pass(17_000)
    expect(isResting()).toBe(false)
    expect(told).toEqual([])
  })

  test('for ever by another tab is not believed', () => {
    const { pauses, isResting } = setUpPauses()
    pauses.adopt('session', startMs + 86_400_000)
    expect(isResting()).toBe(false)
  })
})

test('the network that is back ends the rest of tokens too', async () => {
  const { openAs, world } = setUp()
  const { client, page } = await openAs(['ada'])
  const fault = world.faults.add({ drop: true })
  for (let times = 0; times < 30; times++) {
    const token = follow(client.getToken())
    await pass(2_000)
    expect(token.code).toBe('offline')
  }
  fault.remove()
  page.signal('online')
  await pass(100)
  expect(client.$state.get().stale).toBe(false)
  const token = follow(client.getToken())
  await pass()
  expect(token).toMatchObject({ settled: true, code: undefined })
})

test('a server that closes a path for years is asked again within minutes, and not before the minute is over', async () => {
  const { tab, world } = setUp()
  const { client } = tab({ revalidateIntervalMs: minuteMs })
  const fault = world.faults.add({ path: '/session', status: 429, headers: { 'Retry-After': '1767225600' } })
  client.start()
  await pass(minuteMs - 1)
  expect(fault.hits()).toBe(1)
  await pass(minuteMs)
  expect(fault.hits()).toBe(2)
})

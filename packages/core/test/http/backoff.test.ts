import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { SessionError } from '../../src/errors.js'
import { backoffKey, createBackoff } from '../../src/http/backoff.js'
import { clock, follow, freezeTime, minuteMs, pass, setUp, startMs } from '../set-up.js'

/** Backs off without chance in it, unless one is told. */
function setUpBackoff(random = 0) {
  freezeTime()
  const chance = vi.spyOn(Math, 'random').mockReturnValue(random)
  onTestFinished(() => chance.mockRestore())
  const imposed: unknown[] = []
  const backoff = createBackoff({ clock, onImposed: (key, untilMs) => imposed.push([key, untilMs]) })
  const isResting = (key = 'session') => backoff.resting(key) !== undefined
  return { backoff, imposed, isResting }
}

const offline = () => new SessionError('offline', 'No network')
const limited = (retryAfterMs?: number) => new SessionError('rate-limited', 'Too many', { status: 429, retryAfterMs })

describe('a path that failed', () => {
  test('backs off for a second, and ever longer as it goes on failing', async () => {
    const { backoff, isResting } = setUpBackoff()
    for (const ms of [1_000, 4_000, 16_000, 60_000, 60_000]) {
      expect(backoff.failed('session', offline()).retryAfterMs).toBe(ms)
      await pass(ms - 1)
      expect(isResting()).toBe(true)
      await pass(1)
      expect(isResting()).toBe(false)
    }
  })

  test('backs off alone', () => {
    const { backoff, isResting } = setUpBackoff()
    backoff.failed('session', offline())
    expect([isResting('session'), isResting('deployment'), isResting('constructor')]).toEqual([true, false, false])
  })

  test('says what it failed with, with its cause, and the time that is left', async () => {
    const { backoff } = setUpBackoff()
    const cause = new Error('The reason')
    const told = backoff.failed('session', new SessionError('server-error', 'Broken', { status: 500, data: 1, cause }))
    expect(told).toMatchObject({ code: 'server-error', status: 500, data: 1, cause, retryAfterMs: 1_000 })
    await pass(400)
    const resting = backoff.resting('session')
    expect(resting?.leftMs).toBe(600)
    expect(resting?.error).toMatchObject({
      code: 'server-error',
      message: 'Broken',
      status: 500,
      data: 1,
      cause,
      retryAfterMs: 600,
    })
  })

  test('may be asked for as soon as it answers, and begins anew when it fails again', () => {
    const { backoff, isResting } = setUpBackoff()
    backoff.failed('session', offline())
    backoff.failed('session', offline())
    backoff.succeeded('session')
    expect(isResting()).toBe(false)
    expect(backoff.failed('session', offline()).retryAfterMs).toBe(1_000)
  })

  test.each([
    { code: 'offline', isFree: true },
    { code: 'timed-out', isFree: true },
    { code: 'server-error', isFree: false },
    { code: 'invalid-response', isFree: false },
    { code: 'rate-limited', isFree: false },
  ] as const)('with $code may be asked for again when another path answers: $isFree', ({ code, isFree }) => {
    const { backoff, isResting } = setUpBackoff()
    backoff.failed('session', new SessionError(code, ''))
    backoff.succeeded('deployment')
    expect(isResting('session')).toBe(!isFree)
  })

  test('does not back off for longer than any rest when the clock is set back', () => {
    const { backoff, isResting } = setUpBackoff()
    backoff.failed('session', offline())
    vi.setSystemTime(startMs - 60 * minuteMs)
    expect(isResting()).toBe(false)
  })

  test('comes back at a time of its own, at most a quarter later', () => {
    expect(setUpBackoff(0.5).backoff.failed('session', offline()).retryAfterMs).toBe(1_125)
    expect(setUpBackoff(1).backoff.failed('session', offline()).retryAfterMs).toBe(1_250)
  })
})

describe('a path the server closed', () => {
  test('backs off as long as the server says', () => {
    expect(setUpBackoff().backoff.failed('session', limited(17_000)).retryAfterMs).toBe(17_000)
  })

  test.each([
    { secondOfMinute: 0, ms: 75_000 },
    { secondOfMinute: 30, ms: 45_000 },
    { secondOfMinute: 59, ms: 16_000 },
  ])(
    'backs off $ms ms from second $secondOfMinute when it does not say: past the minute by any clock',
    ({ secondOfMinute, ms }) => {
      const { backoff } = setUpBackoff()
      vi.setSystemTime(startMs + secondOfMinute * 1_000)
      expect(backoff.failed('session', limited()).retryAfterMs).toBe(ms)
    },
  )

  test('is told to other tabs; one that only failed is not', () => {
    const { backoff, imposed } = setUpBackoff()
    backoff.failed('deployment', offline())
    backoff.failed('session', limited(17_000))
    expect(imposed).toEqual([['session', startMs + 17_000]])
  })

  test('for another tab is closed here, too, and told no further', async () => {
    const { backoff, isResting, imposed } = setUpBackoff()
    backoff.adopt('session', startMs + 17_000)
    expect(backoff.resting('session')).toMatchObject({ leftMs: 17_000, error: { code: 'rate-limited' } })
    await pass(17_000)
    expect(isResting()).toBe(false)
    expect(imposed).toEqual([])
  })

  test('for ever by another tab is not believed', () => {
    const { backoff, isResting } = setUpBackoff()
    backoff.adopt('session', startMs + 86_400_000)
    expect(isResting()).toBe(false)
  })

  test('for another tab for a shorter time stays closed as long as the server said here', () => {
    const { backoff } = setUpBackoff()
    backoff.failed('session', limited(17_000))
    backoff.adopt('session', startMs + 1)
    expect(backoff.resting('session')?.leftMs).toBe(17_000)
  })
})

test('a key is a path, and its template where it has one', () => {
  expect([
    backoffKey('session/token', 'billing'),
    backoffKey('session/token', ''),
    backoffKey('session', undefined),
  ]).toEqual(['session/token billing', 'session/token', 'session'])
})

test('the network that is back ends the backoff of tokens, too', async () => {
  const { openAs, world } = setUp()
  const { client, page } = await openAs(['ada'])
  const fault = world.faults.add({ drop: true })
  // One call waits a short backoff out, never longer than three requests may take.
  for (let times = 0; times < 3; times++) {
    const token = follow(client.getToken())
    await pass(30_000)
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

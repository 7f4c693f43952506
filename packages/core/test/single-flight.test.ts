import { describe, expect, test } from 'vitest'
import { SessionError } from '../src/errors.js'
import { createSingleFlight } from '../src/single-flight.js'
import { follow, freezeTime, pass } from './set-up.js'

/** Work of which each run is settled by hand; the runs are numbered from 1. */
function setUpFlight() {
  freezeTime()
  const runs: { readonly land: () => Promise<void>; readonly crash: (code: 'offline') => Promise<void> }[] = []
  let nowMs = 0
  let overtakenAt = -1
  const work = () =>
    new Promise<number>((resolve, reject) => {
      const number = runs.length + 1
      runs.push({
        land: async () => {
          resolve(number)
          await pass()
        },
        crash: async (code) => {
          reject(new SessionError(code, ''))
          await pass()
        },
      })
    })
  const flight = createSingleFlight(work, {
    now: () => ++nowMs,
    isOvertaken: (startedAt) => startedAt <= overtakenAt,
  })
  const run = (number: number) => {
    const found = runs[number - 1]
    if (!found) throw new Error(`Run ${number} has not begun`)
    return found
  }
  const overtake = () => {
    overtakenAt = ++nowMs
  }
  return { flight, run, begun: () => runs.length, overtake }
}

describe('who joins', () => {
  test('shares the run under way, and starts one where there is none', async () => {
    const { flight, run, begun } = setUpFlight()
    const first = follow(flight.join())
    await pass()
    const second = follow(flight.join())
    expect(flight.isRunning()).toBe(true)
    await run(1).land()
    expect([first.value, second.value, begun()]).toEqual([1, 1, 1])
    expect(flight.isRunning()).toBe(false)
    const third = follow(flight.join())
    await pass()
    await run(2).land()
    expect(third.value).toBe(2)
  })

  test('shares a failure, and the next one begins anew', async () => {
    const { flight, run, begun } = setUpFlight()
    const outcomes = [follow(flight.join()), follow(flight.join())]
    await pass()
    await run(1).crash('offline')
    expect(outcomes.map(({ code }) => code)).toEqual(['offline', 'offline'])
    expect(flight.isRunning()).toBe(false)
    void flight.join()
    await pass()
    expect(begun()).toBe(2)
  })

  test('shares a run that throws before it begins', async () => {
    freezeTime()
    const flight = createSingleFlight<never>(() => {
      throw new SessionError('offline', '')
    })
    const outcome = follow(flight.join())
    await pass()
    expect(outcome.code).toBe('offline')
    expect(flight.isRunning()).toBe(false)
  })
})

describe('who asks afresh', () => {
  test('is answered by a run that begins after the call, one for all who ask meanwhile', async () => {
    const { flight, run, begun } = setUpFlight()
    const joined = follow(flight.join())
    await pass()
    const fresh = [follow(flight.fresh()), follow(flight.fresh())]
    await pass()
    expect(begun()).toBe(1)
    await run(1).land()
    expect([joined.value, begun()]).toEqual([1, 2])
    expect(fresh[0]?.settled).toBe(false)
    await run(2).land()
    expect(fresh.map(({ value }) => value)).toEqual([2, 2])
    expect(begun()).toBe(2)
  })

  test('shares a run that was asked for in the same task: it has not begun', async () => {
    const { flight, run, begun } = setUpFlight()
    const outcomes = [follow(flight.join()), follow(flight.fresh()), follow(flight.fresh())]
    await pass()
    await run(1).land()
    expect(outcomes.map(({ value }) => value)).toEqual([1, 1, 1])
    expect(begun()).toBe(1)
  })

  test('starts at once where nothing is under way', async () => {
    const { flight, run } = setUpFlight()
    const outcome = follow(flight.fresh())
    await pass()
    await run(1).land()
    expect(outcome.value).toBe(1)
  })

  test('is answered also when the run before fails', async () => {
    const { flight, run } = setUpFlight()
    const joined = follow(flight.join())
    await pass()
    const fresh = follow(flight.fresh())
    await run(1).crash('offline')
    await run(2).land()
    expect([joined.code, fresh.value]).toEqual(['offline', 2])
  })

  test('while such a run is under way is answered by the next', async () => {
    const { flight, run } = setUpFlight()
    void flight.join()
    await pass()
    const first = follow(flight.fresh())
    await run(1).land()
    const second = follow(flight.fresh())
    await run(2).land()
    expect([first.value, second.settled]).toEqual([2, false])
    await run(3).land()
    expect(second.value).toBe(3)
  })

  test('lets those who join share what it brings', async () => {
    const { flight, run, begun } = setUpFlight()
    void flight.join()
    await pass()
    void flight.fresh()
    await run(1).land()
    const joined = follow(flight.join())
    await run(2).land()
    expect([joined.value, begun()]).toEqual([2, 2])
  })
})

describe('a run that was overtaken', () => {
  test('is neither shared nor waited for', async () => {
    const { flight, run, begun, overtake } = setUpFlight()
    const old = follow(flight.join())
    await pass()
    overtake()
    const [joined, fresh] = [follow(flight.join()), follow(flight.fresh())]
    await pass()
    expect(begun()).toBe(2)
    await run(2).land()
    expect([joined.value, fresh.value, old.settled]).toEqual([2, 2, false])
    await run(1).land()
    expect(old.value).toBe(1)
  })

  test('and ends late leaves the one that follows alone', async () => {
    const { flight, run, begun, overtake } = setUpFlight()
    void flight.join()
    await pass()
    overtake()
    const joined = follow(flight.join())
    await pass()
    await run(1).land()
    expect(flight.isRunning()).toBe(true)
    const third = follow(flight.join())
    await run(2).land()
    expect([joined.value, third.value, begun()]).toEqual([2, 2, 2])
  })

  test('before it began is not overtaken: it will ask for what is true then', async () => {
    const { flight, run, begun, overtake } = setUpFlight()
    const first = follow(flight.join())
    overtake()
    const second = follow(flight.join())
    await pass()
    await run(1).land()
    expect([first.value, second.value, begun()]).toEqual([1, 1, 1])
  })

  test('still answers those who asked afresh for a later one', async () => {
    const { flight, run, overtake } = setUpFlight()
    void flight.join()
    await pass()
    const waiting = follow(flight.fresh())
    overtake()
    const fresh = follow(flight.fresh())
    await pass()
    await run(2).land()
    expect(fresh.value).toBe(2)
    await run(1).land()
    await run(3).land()
    expect(waiting.value).toBe(3)
  })
})

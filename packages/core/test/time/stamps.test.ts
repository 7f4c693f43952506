import { describe, expect, test, vi } from 'vitest'
import { createStamps } from '../../src/time/stamps.js'
import { clock, dayMs, freezeTime, pass, startMs } from '../set-up.js'

function setUpStamps() {
  freezeTime()
  const setBackTo: number[] = []
  return { setBackTo, stamps: createStamps(clock, (firstStamp) => setBackTo.push(firstStamp)) }
}

describe('stamps', () => {
  test('follow the clock, and each is later than the last', async () => {
    const { stamps } = setUpStamps()
    expect([stamps.next(), stamps.next(), stamps.next()]).toEqual([startMs, startMs + 1, startMs + 2])
    await pass(1_000)
    expect(stamps.next()).toBe(startMs + 1_000)
  })

  test('follow a clock that was set forward', () => {
    const { stamps, setBackTo } = setUpStamps()
    stamps.next()
    vi.setSystemTime(startMs + dayMs)
    expect(stamps.next()).toBe(startMs + dayMs)
    expect(setBackTo).toEqual([])
  })

  test('do not go back with a clock that is adjusted by less than a quarter of a second', () => {
    const { stamps, setBackTo } = setUpStamps()
    stamps.next()
    vi.setSystemTime(startMs - 249)
    expect(stamps.next()).toBe(startMs + 1)
    expect(setBackTo).toEqual([])
  })
})

describe('a clock that was set back', () => {
  test('is told before the next stamp is given, and that one is later than what was told', () => {
    const { stamps, setBackTo } = setUpStamps()
    stamps.next()
    vi.setSystemTime(startMs - dayMs)
    expect(setBackTo).toEqual([])
    expect(stamps.next()).toBe(startMs - dayMs + 1)
    expect(setBackTo).toEqual([startMs - dayMs])
  })

  test('is told once; from then on stamps follow it again', async () => {
    const { stamps, setBackTo } = setUpStamps()
    stamps.next()
    vi.setSystemTime(startMs - 5_000)
    expect([stamps.next(), stamps.next()]).toEqual([startMs - 4_999, startMs - 4_998])
    await pass(100)
    expect(stamps.next()).toBe(startMs - 4_900)
    expect(setBackTo).toHaveLength(1)
  })

  test('is told although the last stamp is long ago, and the clock is later than it', async () => {
    const { stamps, setBackTo } = setUpStamps()
    stamps.next()
    await pass(60_000)
    vi.setSystemTime(startMs + 59_000)
    expect(stamps.next()).toBe(startMs + 59_001)
    expect(setBackTo).toEqual([startMs + 59_000])
  })

  test('is also noticed when another tab speaks', () => {
    const { stamps, setBackTo } = setUpStamps()
    stamps.next()
    vi.setSystemTime(startMs - dayMs)
    expect(stamps.see(startMs - dayMs)).toBe(true)
    expect(setBackTo).toEqual([startMs - dayMs])
  })

  test('is told once although a stamp is given while it is told, and no stamp is given twice', () => {
    freezeTime()
    const given: number[] = []
    const stamps = createStamps(clock, () => given.push(stamps.next()))
    given.push(stamps.next())
    vi.setSystemTime(startMs - dayMs)
    given.push(stamps.next())
    expect(given).toEqual([startMs, startMs - dayMs + 1, startMs - dayMs + 2])
  })

  test('makes every earlier stamp void', () => {
    const { stamps } = setUpStamps()
    const before = stamps.next()
    expect(stamps.isOfNow(before)).toBe(true)
    vi.setSystemTime(startMs - dayMs)
    const after = stamps.next()
    expect(stamps.isOfNow(before)).toBe(false)
    expect(stamps.isOfNow(after)).toBe(true)
  })
})

describe('a stamp of another tab', () => {
  test('is earlier than the next one of ours', () => {
    const { stamps } = setUpStamps()
    expect(stamps.see(startMs + 20)).toBe(true)
    expect(stamps.see(startMs + 10)).toBe(true)
    expect(stamps.next()).toBeGreaterThan(startMs + 20)
  })

  test('that is seen is of now', () => {
    const { stamps } = setUpStamps()
    expect(stamps.isOfNow(startMs + 20)).toBe(false)
    stamps.see(startMs + 20)
    expect(stamps.isOfNow(startMs + 20)).toBe(true)
  })

  test('does not move ours ahead by being one of many', () => {
    const { stamps, setBackTo } = setUpStamps()
    for (let times = 0; times < 1_000; times++) stamps.see(startMs - 1)
    expect(stamps.next()).toBe(startMs)
    expect(setBackTo).toEqual([])
  })

  test('from the past is taken note of', () => {
    const { stamps } = setUpStamps()
    expect(stamps.see(startMs - dayMs)).toBe(true)
    expect(stamps.next()).toBeLessThan(startMs + 10)
  })

  test('from a quarter of a second ahead or more was given before the clock was set back, and orders nothing', () => {
    const { stamps } = setUpStamps()
    expect(stamps.see(startMs + 249)).toBe(true)
    expect(stamps.see(startMs + dayMs)).toBe(false)
    expect(stamps.next()).toBeLessThan(startMs + 300)
    expect(stamps.isOfNow(startMs + dayMs)).toBe(false)
  })

  test('that is just within the bound does not look as if our own clock had been set back', () => {
    const { stamps, setBackTo } = setUpStamps()
    for (let times = 0; times < 3; times++) {
      stamps.see(startMs + 249 + times)
      stamps.next()
    }
    expect(setBackTo).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { ageOf, agingOf } from '../../src/tokens/age.js'

describe('a token is usable and renewed at exact ages', () => {
  test.each([
    { lifetimeMs: 30_000, usableMs: 25_000, renewMs: 20_000 },
    { lifetimeMs: 60_000, usableMs: 55_000, renewMs: 40_000 },
    { lifetimeMs: 6_000, usableMs: 5_000, renewMs: 4_000 },
    { lifetimeMs: 5_000, usableMs: 4_000, renewMs: 10_000 / 3 },
    { lifetimeMs: 600, usableMs: 0, renewMs: 0 },
    { lifetimeMs: 3_600_000, usableMs: 3_595_000, renewMs: 2_400_000 },
    { lifetimeMs: 0, usableMs: 0, renewMs: 0 },
  ])('of a life of $lifetimeMs ms', ({ lifetimeMs, ...ages }) => {
    expect(agingOf(lifetimeMs, 1, 2)).toEqual({ wallMs: 1, monotonicMs: 2, ...ages })
  })
})

describe('the age', () => {
  const token = agingOf(30_000, 1_000_000, 500)

  test('counts from the start of the request', () => {
    expect(ageOf(token, 1_000_000, 500)).toBe(0)
    expect(ageOf(token, 1_000_700, 1_200)).toBe(700)
  })

  test('is that of the wall clock after a sleep, in which the other stood still', () => {
    expect(ageOf(token, 1_000_000 + 8 * 3_600_000, 600)).toBe(8 * 3_600_000)
  })

  test('is that of the other clock when the wall clock was set back', () => {
    expect(ageOf(token, 400_000, 30_500)).toBe(30_000)
  })
})

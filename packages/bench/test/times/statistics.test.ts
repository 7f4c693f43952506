import { expect, test } from 'vitest'
import { exponentOf, quantile, rounded, spread } from '../../src/times/statistics.js'

test('the exponent tells how a time grows with a size', () => {
  const sizes = [10, 100, 1_000, 10_000]
  expect(exponentOf(sizes, [3, 3, 3, 3])).toBeCloseTo(0)
  expect(exponentOf(sizes, [20, 200, 2_000, 20_000])).toBeCloseTo(1)
  const squares = sizes.map((size) => size * size)
  expect(exponentOf(sizes, squares)).toBeCloseTo(2)
})

test('a quantile is one of the values, in any order of them', () => {
  const values = [5, 1, 4, 2, 3]
  expect([0, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 3, 5, 5])
})

test('the spread is half the range of the middle half, in percent of the median', () => {
  expect(spread([100, 100, 100, 100])).toBe(0)
  expect(spread([80, 90, 100, 110, 120])).toBe(10)
})

test('a number is given with three significant digits', () => {
  expect([1234.5, 0.0012345].map(rounded)).toEqual([1230, 0.00123])
})

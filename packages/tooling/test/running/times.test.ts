import { expect, test } from 'vitest'
import { timesTable } from '../../src/running/times.js'

const times = [
  { name: 'lint', ms: 1_540 },
  { name: 'tests', ms: 123_400 },
  { name: 'build', ms: 20_000 },
]

test('the longest comes first', () => {
  expect(timesTable('Steps', times)).toBe('Steps\n  123.4 s  tests\n   20.0 s  build\n    1.5 s  lint')
})

test('no more are shown than asked for', () => {
  expect(timesTable('Slowest', times, 1)).toBe('Slowest\n  123.4 s  tests')
})

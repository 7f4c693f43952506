import { expect, test } from 'vitest'
import { overBudget } from '../src/budget.js'

const measured = (gzip: number) => [{ name: 'createClient', bundler: 'rollup', minified: 0, gzip, brotli: 0 }]

test('an entry may be as large as its budget', () => {
  expect(overBudget(measured(20_000), { createClient: 20_000 })).toEqual([])
})

test('an entry one byte larger is named with its bundler', () => {
  expect(overBudget(measured(20_001), { createClient: 20_000 })).toEqual([
    'createClient is 20001 bytes gzip by rollup, above its budget of 20000.',
  ])
})

test('an entry without a budget does not pass', () => {
  expect(overBudget(measured(1), {})).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { timeToWire } from '../../src/wire/time'

test.each([
  [Date.UTC(2026, 0, 1), '2026-01-01T00:00:00Z'],
  [Date.UTC(2026, 0, 1, 10, 20, 30, 500), '2026-01-01T10:20:30.5Z'],
  [Date.UTC(2026, 0, 1, 10, 20, 30, 7), '2026-01-01T10:20:30.007Z'],
  [null, '0001-01-01T00:00:00Z'],
])('%s is written as %s', (atMs, text) => {
  expect(timeToWire(atMs)).toBe(text)
})

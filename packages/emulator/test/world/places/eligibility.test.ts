import { expect, test } from 'vitest'
import { ipMatches } from '../../../src/world/places/eligibility'

test.each([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['::ffff:10.0.0.1', '10.0.0.1', true],
  ['::1', '::1', true],
  ['::1', '10.0.0.0/8', false],
])('%s is in %s: %s', (ip, entry, expected) => {
  expect(ipMatches(ip, entry)).toBe(expected)
})

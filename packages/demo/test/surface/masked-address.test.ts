import { expect, test } from 'vitest'
import { maskedAddress } from '../../src/surface/masked-address.ts'

test.each([
  ['ada@example.com', 'a•••@example.com'],
  [' ada@example.com ', 'a•••@example.com'],
  ['"a@b"@example.com', '"•••@example.com'],
  ['+12025550143', '•••0143'],
  ['+1******0143', '+1•••0143'],
  ['a**@e***.com', 'a•••@e•••.com'],
  ['', ''],
])('shows %j as %j', (address, masked) => {
  expect(maskedAddress(address)).toBe(masked)
})

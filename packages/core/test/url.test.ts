import { expect, test } from 'vitest'
import { parseUrl } from '../src/url.js'

test('an address is read, alone or against a base', () => {
  expect(parseUrl('https://a.example/b')?.href).toBe('https://a.example/b')
  expect(parseUrl('/c', 'https://a.example/b')?.href).toBe('https://a.example/c')
})

test('what is no address gives undefined', () => {
  expect([parseUrl(''), parseUrl('/c'), parseUrl('https://'), parseUrl('/c', 'nonsense')]).toEqual(
    Array.from({ length: 4 }),
  )
})

import { expect, test } from 'vitest'
import { loadedWith } from './loaded-with.js'

test.each(['start.js', 'test.js', 'check.js'])('%s needs no package before it has installed them', (entry) => {
  const loaded = [...loadedWith(new URL(`../src/${entry}`, import.meta.url))]
  expect(loaded.some((name) => name.endsWith('/bootstrap.js'))).toBe(true)
  expect(loaded.filter((name) => !name.startsWith('file:') && !name.startsWith('node:'))).toEqual([])
})

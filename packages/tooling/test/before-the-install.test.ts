import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const imported = /^(?:import|export)\s+(?:[^'";]*?from\s+)?'([^']+)'/gm

/** What is loaded with a file, before a line of it runs: its own files, and the rest by name. */
function loadedWith(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen
  seen.add(file.href)
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
    if (specifier.startsWith('.')) loadedWith(new URL(specifier, file), seen)
    else seen.add(specifier)
  }
  return seen
}

test.each(['start.js', 'test.js', 'check.js'])('%s needs no package before it has installed them', (entry) => {
  const loaded = [...loadedWith(new URL(`../src/${entry}`, import.meta.url))]
  expect(loaded.some((name) => name.endsWith('/bootstrap.js'))).toBe(true)
  expect(loaded.filter((name) => !name.startsWith('file:') && !name.startsWith('node:'))).toEqual([])
})

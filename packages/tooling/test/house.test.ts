import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const packages = fileURLToPath(new URL('../..', import.meta.url))
const code = /\.(?:tsx?|js|vue|svelte)$/

const sources = readdirSync(packages)
  .flatMap((name) => {
    const folder = join(packages, name, 'src')
    return statSync(folder, { throwIfNoEntry: false })
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
      : []
  })
  .filter((file) => code.test(file))

test('no source file has more than 250 lines', () => {
  const lines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').length
  expect(sources.length).toBeGreaterThan(400)
  expect(sources.filter((file) => lines(file) > 250).map((file) => relative(packages, file))).toEqual([])
})

test('no folder of sources has more than 15 files', () => {
  const counts = new Map<string, number>()
  for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  const full = [...counts].filter(([, count]) => count > 15)
  expect(full.map(([folder, count]) => `${relative(packages, folder)}: ${count}`)).toEqual([])
})

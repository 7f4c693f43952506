import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { circlesOfFiles, readImportGraph } from '@wachter/testing/import-graph'
import { describe, expect, test } from 'vitest'

const packages = fileURLToPath(new URL('../..', import.meta.url))
const folders = readdirSync(packages)
  .map((name) => join(name, 'src'))
  .filter((folder) => existsSync(join(packages, folder)))

describe.each(folders)('%s', (folder) => {
  const graph = readImportGraph(join(packages, folder))

  test('imports nothing in a circle, not even types', () => {
    expect(circlesOfFiles(graph)).toEqual([])
  })

  test('has no import that the search for circles cannot follow', () => {
    const others = graph.imports.filter(({ target }) => target.startsWith('.'))
    // A TypeScript file is imported by the name of its compiled file.
    const isThere = (path: string) => [path, path.replace(/\.js$/, '.ts')].some((name) => existsSync(name))
    expect(others.filter(({ from, target }) => !isThere(join(packages, folder, dirname(from), target)))).toEqual([])
  })
})

test('the packages are all read, in every language they are written in', () => {
  expect(folders).toEqual(
    expect.arrayContaining(['core/src', 'demo/src', 'emulator/src', 'react/src', 'svelte/src', 'vue/src']),
  )
  const { files, imports } = readImportGraph(join(packages, 'demo/src'))
  for (const extension of ['.ts', '.tsx', '.vue', '.svelte']) {
    const ours = imports.filter(({ from, target }) => from.endsWith(extension) && files.includes(target))
    expect(ours, extension).not.toEqual([])
  }
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { circlesIn, circlesOfFiles, importsOf, readImportGraph } from '@wachter/testing/import-graph'
import { describe, expect, onTestFinished, test } from 'vitest'

const files = ['ports.ts', 'session/machine.ts', 'session/view.tsx', 'session/Card.vue', 'tokens/claims.ts']

describe('the imports of a file', () => {
  test.each<[string, string, boolean]>([
    ["import ky, { HTTPError } from 'ky'", 'ky', false],
    ["import type { Clock } from '../ports.js'", 'ports.ts', true],
    ["import {\n  type Answer,\n  reduce,\n} from './machine.js'", 'session/machine.ts', false],
    ["import './machine.js'", 'session/machine.ts', false],
    ["import { reduce } from './machine'", 'session/machine.ts', false],
    ["import { reduce } from './machine.ts'", 'session/machine.ts', false],
    ["import { View } from './view.js'", 'session/view.tsx', false],
    ["import Card from './Card.vue'", 'session/Card.vue', false],
    ["<script>\n  import Card from './Card.vue'\n</script>", 'session/Card.vue', false],
    ["import './card.css'", './card.css', false],
    ["export * from '../tokens/claims.js'", 'tokens/claims.ts', false],
    ["export type { Answer } from './machine.js'", 'session/machine.ts', true],
    ["const load = () => import('../tokens/claims.js')", 'tokens/claims.ts', false],
    ['const load = async () => (await import(\n  "ky"\n)).default', 'ky', false],
    ["type Claims = import('../tokens/claims.js').TokenClaims", 'tokens/claims.ts', false],
  ])('hold %j', (text, target, typeOnly) => {
    expect(importsOf('session/store.ts', `const before = 1\n${text}\n`, files)).toEqual([
      { from: 'session/store.ts', target, typeOnly },
    ])
  })

  test.each([
    "/** import { reduce } from './machine' */",
    "/**\n * const { reduce } = await import('./machine')\n */",
    "const text = 'import me'",
    'export const three = 3',
  ])('do not hold %j', (text) => {
    expect(importsOf('session/store.ts', text, files)).toEqual([])
  })
})

test('a graph holds the files of every folder and what they import', () => {
  const graph = readImportGraph(folderOf({ 'a.ts': "import './b/c'", 'b/c.ts': "import 'ky'", 'b/notes.md': '' }))
  expect(graph.files.toSorted()).toEqual(['a.ts', 'b/c.ts'])
  expect(graph.imports).toEqual([
    { from: 'a.ts', target: 'b/c.ts', typeOnly: false },
    { from: 'b/c.ts', target: 'ky', typeOnly: false },
  ])
})

describe('circles', () => {
  const circlesOf = (edges: Record<string, string[]>) => circlesIn(Object.keys(edges), (node) => edges[node] ?? [])

  test.each<[string, Record<string, string[]>]>([
    ['a chain', { a: ['b'], b: ['c'], c: [] }],
    ['two ways to one end', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }],
  ])('%s is none', (_name, edges) => {
    expect(circlesOf(edges)).toEqual([])
  })

  test.each<[string, Record<string, string[]>, string]>([
    ['one that imports itself', { a: ['a'] }, 'a → a'],
    ['two that import each other', { a: ['b'], b: ['a'] }, 'a → b → a'],
    ['a knot off the first path', { a: ['b', 'c'], b: [], c: ['d'], d: ['b', 'e'], e: ['c'] }, 'c → d → e → c'],
  ])('%s are one', (_name, edges, circle) => {
    expect(circlesOf(edges)).toEqual([circle])
  })

  test('of types count, and packages of the name of a file do not', () => {
    const typeCircle = { 'a.ts': "import type { B } from './b.js'", 'b.ts': "import type { A } from './a.js'" }
    expect(circlesOfFiles(readImportGraph(folderOf(typeCircle)))).toEqual(['a.ts → b.ts → a.ts'])
    expect(circlesOfFiles(readImportGraph(folderOf({ 'ky.ts': "import 'ky'" })))).toEqual([])
  })
})

/** A temporary folder with these files, removed after the test. */
function folderOf(contents: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [file, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

import { globSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { type Block, packages, problemsIn, programOf, scriptOf, templateProblems } from './virtual-program.js'

const entries = ['core', 'react', 'vue', 'svelte', 'emulator'].flatMap((name) =>
  globSync(
    [
      `${name}/src/{,flows/,account/,notifications/,tenancy/,server/,verify/,next/,nuxt/,react-router/,tanstack-start/}index.ts`,
      `${name}/src/{node,msw,testing,playwright,{next,kit,react-router,tanstack-start}/server}.ts`,
    ],
    { cwd: packages },
  ),
)
const sources = globSync('{core,react,vue,svelte,emulator}/src/**/*.{ts,tsx}', { cwd: packages })

/** Ambient declarations for the examples: a client, and the values of a server. */
const surroundings = `
  declare const client: import('@wachter/core').Client
  declare const initialState: import('@wachter/core').InitialState
  declare const publishableKey: string
  declare const request: Request
  declare const turnstile: { getResponse(): string | undefined }
`

interface Example {
  /** Path below `packages`, with its line. */
  readonly place: string
  /** The fenced block; undefined unless there is exactly one, for example when an ` @` ends the tag early. */
  readonly block: Block | undefined
}

const fenced = /^(?:[^\n]*\n)?```(\w+)\n(.*)\n```$/s

/** All examples of a file, as an editor shows them. */
function examplesIn(source: ts.SourceFile): readonly Example[] {
  const found: Example[] = []
  const visit = (node: ts.Node) => {
    // TypeScript also returns an outer declaration's docs for the nodes inside it: count them once.
    const docs = ts.getJSDocCommentsAndTags(node).filter((doc) => ts.isJSDoc(doc) && doc.parent === node)
    const tags = (docs as ts.JSDoc[]).flatMap((doc) => doc.tags ?? [])
    for (const tag of tags.filter(({ tagName }) => tagName.text === 'example')) {
      const [, language, code = ''] = fenced.exec((ts.getTextOfJSDocComment(tag.comment) ?? '').trim()) ?? []
      const { line } = source.getLineAndCharacterOfPosition(tag.pos)
      const isOne = language !== undefined && !code.includes('```')
      found.push({
        place: `${relative(packages, source.fileName)}:${line + 1}`,
        block: isOne ? { language, code } : undefined,
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const parse = (path: string) =>
  ts.createSourceFile(join(packages, path), ts.sys.readFile(join(packages, path)) ?? '', ts.ScriptTarget.Latest, true)
const examples = sources.map(parse).flatMap(examplesIn)

/** Each example as a virtual file beside its source, so that the imports of its package resolve. */
const virtual = new Map(
  examples.flatMap(({ place, block }, index) => {
    if (!block) return []
    const file = join(packages, dirname(place), `example-${index}.${block.language === 'tsx' ? 'tsx' : 'ts'}`)
    return [[file, { place, text: `${scriptOf(block)}\nexport {}\n` }] as const]
  }),
)
const texts = new Map<string, string>([...virtual].map(([file, { text }]) => [file, text]))
texts.set(join(packages, 'core/src/example-surroundings.d.ts'), surroundings)

const program = programOf(
  entries.map((entry) => join(packages, entry)),
  texts,
)
const checker = program.getTypeChecker()

/** The functions, components, constants and classes of an entry. */
function exportsOf(entry: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(join(packages, entry))
  const module = source && checker.getSymbolAtLocation(source)
  const callable = ts.SymbolFlags.Function | ts.SymbolFlags.Variable | ts.SymbolFlags.Class
  return checker
    .getExportsOfModule(module as ts.Symbol)
    .map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one))
    .filter(({ flags }) => flags & callable)
}

test.each(entries)('every function, constant and class that %s exports has an example', (entry) => {
  const names = exportsOf(entry)
    .filter((one) => !one.getJsDocTags().some(({ name }) => name === 'example'))
    .map(({ name }) => name)
  expect(exportsOf(entry)).not.toEqual([])
  expect(names).toEqual([])
})

test('every example is one fenced block', () => {
  expect(examples.filter(({ block }) => !block).map(({ place }) => place)).toEqual([])
})

test('every example passes the type check, its script alone where it is a component of Vue or Svelte', {
  timeout: 30_000,
}, () => {
  const problems = [...virtual].flatMap(([file, { place }]) =>
    problemsIn(program, file).map((problem) => `${place}: ${problem}`),
  )
  expect(problems).toEqual([])
})

test('every component of Svelte compiles without a warning, and every template of Vue', () => {
  const problems = examples.flatMap(({ place, block }) =>
    (block ? templateProblems(block) : []).map((problem) => `${place}: ${problem}`),
  )
  expect(problems).toEqual([])
})

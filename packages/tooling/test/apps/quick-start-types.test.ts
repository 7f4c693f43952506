import { extname, join } from 'node:path'
import { expect, test } from 'vitest'
import { quickStartNames, quickStartOf } from '../../src/apps/starters/quick-start.js'
import { packages, problemsIn, programOf, scriptOf, templateProblems } from '../virtual-program.js'

/** The package whose folder an app is checked in, for its dependencies: a wrapper's is that of its framework. */
const homes: Record<string, string> = {
  next: 'react',
  react: 'react',
  svelte: 'svelte',
  sveltekit: 'svelte',
  vanilla: 'core',
  vue: 'vue',
}

/** What a starter has, and this workspace has not. */
const surroundings = `
  /// <reference types="vite/client" />
  declare module '*.vue' { const component: import('vue').Component; export default component }
  declare module '$app/navigation' { export function invalidateAll(): Promise<void> }
  declare module '$env/static/public' { export const PUBLIC_WACHTER_PUBLISHABLE_KEY: string }
  declare module '@sveltejs/kit' { export function json(data: unknown): Response }
`
const kitTypes = `
  type WithLocals<Answer> = (event: { readonly locals: App.Locals }) => Answer
  export type LayoutServerLoad = WithLocals<object>
  export type RequestHandler = WithLocals<Response>
`

const names = await quickStartNames()
const blocks = (
  await Promise.all(
    names.map(async (name) =>
      (
        await quickStartOf(name)
      ).files.map(({ path, text }) => ({ name, path, language: extname(path).slice(1), code: text })),
    ),
  )
).flat()

const folderOf = (name: string) => join(packages, homes[name] ?? 'core', 'quick-start', name)
const texts = new Map([
  [join(packages, 'vue/quick-start/surroundings.d.ts'), surroundings],
  [join(folderOf('sveltekit'), 'src/routes/$types.ts'), kitTypes],
  [join(folderOf('sveltekit'), 'src/routes/api/me/$types.ts'), kitTypes],
])
const checked = blocks.flatMap((block) => {
  if (!['ts', 'tsx', 'vue', 'svelte'].includes(block.language)) return []
  const isComponent = block.language === 'vue' || block.language === 'svelte'
  const file = join(folderOf(block.name), block.path) + (isComponent ? '.script.ts' : '')
  texts.set(file, `${scriptOf(block)}\nexport {}\n`)
  return [{ place: `${block.name} ${block.path}`, file, block }]
})
const program = programOf([join(packages, 'react/src/next/next-modules.d.ts')], texts)

test('every quick start has a folder to be checked in', () => {
  expect(Object.keys(homes)).toEqual(names)
})

test.each(checked)('$place passes the type check, and its template compiles', ({ file, block }) => {
  expect(problemsIn(program, file)).toEqual([])
  expect(templateProblems(block)).toEqual([])
})

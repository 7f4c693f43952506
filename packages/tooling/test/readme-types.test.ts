import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { packages, problemsIn, programOf, scriptOf, templateProblems } from './virtual-program.js'

/** Pages whose blocks are pasted, and what they name besides: what the text before them says. */
const pages: Readonly<Record<string, string>> = {
  'core/README.md': '',
  'react/README.md': '',
  'vue/README.md': '',
  'svelte/README.md': '',
  'core/docs/servers.md': `
    declare const client: import('@wachter/core').Client
    declare const publishableKey: string
    declare const request: Request
  `,
}

/** Recipes are checked where they run: their frameworks are installed there only. */
const isRecipe = (code: string) => /^export /m.test(code)

const components = `
  declare module '*.vue' { const component: import('vue').Component; export default component }
  declare module '*.svelte' { const component: import('svelte').Component; export default component }
`
const texts = new Map([
  [join(packages, 'vue/readme.d.ts'), components],
  [join(packages, 'svelte/readme.d.ts'), components],
])
const blocks = (
  await Promise.all(
    Object.entries(pages).map(async ([page, names]) => {
      const text = await readFile(join(packages, page), 'utf8')
      const found = [...text.matchAll(/^```(tsx?|vue|svelte)\n(.*?)^```$/gms)]
      return found.flatMap(([, language = '', code = ''], index) => {
        if (names && isRecipe(code)) return []
        const file = join(packages, dirname(page), `block-${index}.${language === 'tsx' ? 'tsx' : 'ts'}`)
        texts.set(file, `${names}${scriptOf({ language, code })}\nexport {}\n`)
        return [{ place: `${page} ${index}`, file, block: { language, code } }]
      })
    }),
  )
).flat()
const program = programOf([], texts)

test.each(blocks)('$place passes the type check as it is, and its template compiles', ({ file, block }) => {
  expect(problemsIn(program, file)).toEqual([])
  expect(templateProblems(block)).toEqual([])
})

import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const guides = new URL('../../core/docs/guides/', import.meta.url)
const examples = new URL('../examples/guides/', import.meta.url)
/** What a guide quotes besides its examples: a declaration that holds for a whole program, and what runs in Jest. */
const otherExamples: Readonly<Record<string, readonly string[]>> = {
  'permissions.md': ['../../tooling/stranger/register.ts'],
  'testing.md': ['environment.cjs', 'test-client.test.ts'].map((name) => `../../tooling/jsdom/${name}`),
}
const read = (url: URL) => readFile(url, 'utf8')
const pages = await readdir(guides)
const folders = await readdir(examples)

test('only a guide has examples', () => {
  expect(pages).toEqual(expect.arrayContaining(folders.map((name) => `${name}.md`)))
})

test('the index and the README link to every guide', async () => {
  const index = await read(new URL('../README.md', guides))
  for (const page of pages) expect(index).toContain(`](./guides/${page})`)
})

describe.each(pages)('the guide %s', (name) => {
  test('quotes its examples as they are type-checked and run, and no other code', async () => {
    const page = await read(new URL(name, guides))
    const folder = new URL(`${name.replace(/\.md$/, '')}/`, examples)
    const own = existsSync(folder) ? (await readdir(folder)).map((file) => new URL(file, folder)) : []
    const files = [...own, ...(otherExamples[name] ?? []).map((path) => new URL(path, import.meta.url))]
    for (const file of files) {
      expect(page).toContain(`\n\`\`\`${file.href.split('.').at(-1)}\n${await read(file)}\`\`\`\n`)
    }
    const blocks = [...page.matchAll(/^```(\w+)\n/gm)].filter(([, language]) => language !== 'sh')
    expect(blocks).toHaveLength(files.length)
  })
})

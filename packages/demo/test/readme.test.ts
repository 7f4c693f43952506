import { readdir, readFile } from 'node:fs/promises'
import { createEmulator } from '@wachter/emulator'
import { expect, test } from 'vitest'

const examples = new URL('../examples/', import.meta.url)
const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
const files = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isFile())

test.each(files.map(({ name }) => name))('the README shows the example %s as it is type-checked', async (name) => {
  const code = await readFile(new URL(name, examples), 'utf8')
  expect(readme).toContain(`\`\`\`${name.split('.').at(-1)}\n${code}\`\`\`\n`)
})

test('the key of the examples is that of the emulator on its usual port', async () => {
  expect(readme).toContain(createEmulator().publishableKey)
})

test('every file the README links to is there', async () => {
  const links = [...readme.matchAll(/\]\(\.\/([^)#]+)\)/g)].map(([, path = '']) => path)
  expect(links.length).toBeGreaterThan(5)
  for (const path of links) await expect(readFile(new URL(`../../../${path}`, import.meta.url))).resolves.toBeDefined()
})

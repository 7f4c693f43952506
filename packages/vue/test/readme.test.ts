import { readdir, readFile } from 'node:fs/promises'
import { expect, expectTypeOf, test } from 'vitest'
import type { Component } from 'vue'
import type SignIn from '../examples/SignIn.vue'

const examples = new URL('../examples/', import.meta.url)

test.each(await readdir(examples))('the README shows the example %s as it is type-checked', async (name) => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const code = await readFile(new URL(name, examples), 'utf8')
  expect(readme).toContain(`\`\`\`${name.split('.').at(-1)}\n${code}\`\`\`\n`)
})

test('the example is a component', () => {
  expectTypeOf<typeof SignIn>().toExtend<Component>()
})

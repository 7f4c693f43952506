import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mutants } from '../../simulation/mutants/mutants.js'

const core = (path: string) => readFileSync(fileURLToPath(new URL(`../../../core/${path}`, import.meta.url)), 'utf8')

test.each(mutants)('the guard that is broken stands once in the core: $name', ({ file, from }) => {
  expect(core(`src/${file}`).split(from)).toHaveLength(2)
})

test('the guards are those that the architecture page explains', () => {
  const rows =
    core('ARCHITECTURE.md')
      .split('## The guards')[1]
      ?.match(/^\| [a-z].*$/gm) ?? []
  const explained = rows
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .slice(1)
    .map(([, name, file]) => `${name}: ${file?.replaceAll('`', '')}`)
  expect(explained).toEqual(mutants.map(({ name, file }) => `${name}: ${file}`))
})
